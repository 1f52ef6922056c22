import type { Foldlog, Topic } from "../client/foldlog.ts";
import { pause, Refused } from "../client/send-with-retries.ts";
import type { LiveStatus } from "../client/subscribe.ts";
import type { Json } from "../core/json.ts";

export interface Following {
  readonly onlyNew: boolean;
  readonly stop: AbortSignal;
  /** Called when it has to wait, once for each reason. */
  readonly onWait: (reason: Error) => void;
}

/** Between two looks whether somebody has registered the event. */
const LOOK_MS = 500;

/** The events of a topic as they come, as they were sent. Waits for a topic that is not there yet. */
export async function* followTopic(
  foldlog: Foldlog,
  topic: Topic,
  { onlyNew, stop, onWait }: Following,
): AsyncGenerator<Json> {
  let [after, waited]: [number | "now", boolean] = [onlyNew ? "now" : 0, false];
  while (!stop.aborted) {
    try {
      yield* foldlog.listen(topic, { after, signal: stop, onStatus: onceEach(onWait) });
      return;
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "event-not-registered") throw error;
      if (!waited) onWait(error);
      // Whatever comes to a topic that is not there yet is new.
      [after, waited] = [0, true];
      await pause(LOOK_MS, stop);
    }
  }
}

/** Tells of a connection that is gone, and of no further try until there is another one. */
function onceEach(onWait: (reason: Error) => void): (status: LiveStatus) => void {
  let isGone = false;
  return (status) => {
    if (status.state === "waiting" && !isGone) onWait(status.reason);
    if (status.state !== "connecting") isGone = status.state === "waiting";
  };
}
