import type { Foldlog, SubscribeOptions } from "../../client/foldlog.ts";
import type { LiveStatus } from "../../client/subscribe.ts";
import type { RecordedEvent } from "../../core/event.ts";

export interface Following {
  readonly events: RecordedEvent[];
  readonly statuses: LiveStatus[];
  /** The names of the statuses, in their order. */
  readonly states: () => string;
  readonly revisions: () => number[];
  /** Ends it, and waits until it has ended. */
  readonly stop: () => Promise<void>;
  readonly ended: Promise<void>;
}

/** Subscribes until `stop`, and keeps what comes. */
export function follow(foldlog: Foldlog, options: SubscribeOptions = {}): Following {
  const abort = new AbortController();
  const events: RecordedEvent[] = [];
  const statuses: LiveStatus[] = [];
  const onStatus = (status: LiveStatus) => void statuses.push(status);
  const run = async () => {
    const feed = foldlog.subscribe({ ...options, signal: abort.signal, onStatus });
    for await (const event of feed) events.push(event);
  };
  const ended = run();
  return {
    events,
    statuses,
    states: () => statuses.map(({ state }) => state).join(" "),
    revisions: () => events.map(({ revision }) => revision),
    stop: () => {
      abort.abort();
      return ended;
    },
    ended,
  };
}
