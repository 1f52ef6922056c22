import { Foldlog, type RequestOptions } from "../client/foldlog.ts";
import { newId } from "../client/new-id.ts";
import { pause } from "../client/send-with-retries.ts";
import { randomCounterEvent } from "../systems/counter/random-events.ts";

export interface Plan {
  readonly everyMs: number;
  readonly count: number;
  /** Where Foldlog answers. */
  readonly url: URL;
}

/** Written to as events are answered. */
export interface Progress {
  sent: number;
  retries: number;
  /** By how much the answered events moved the counter. */
  sum: number;
  last: { readonly position: number } | undefined;
  /** What the try before the one under way failed with. */
  trouble: Error | undefined;
}

/** With their waits about half a minute. */
const TRIES = 9;

/**
 * Posts an event of a random type and a value from 1 to 5 every `everyMs`, one after the other. Each
 * has its id before it is sent, so that a retry cannot count twice. Throws what the last try failed with.
 */
export async function produce(plan: Plan, progress: Progress, stop: AbortSignal): Promise<void> {
  const foldlog = new Foldlog(plan.url);
  const onRetry = (reason: Error) => {
    progress.retries += 1;
    progress.trouble = reason;
  };
  const request: RequestOptions = { tries: TRIES, signal: stop, onRetry };
  let due = performance.now();
  while (progress.sent < plan.count && !stop.aborted) {
    const { type, data } = randomCounterEvent(Math.random);
    const json = { type, value: data.value, id: newId() };
    progress.last = await foldlog.send("POST", "/event", { ...request, json });
    progress.trouble = undefined;
    progress.sent += 1;
    progress.sum += type === "INCREMENT" ? data.value : -data.value;
    // Late events are not made up for by a burst.
    due = Math.max(due + plan.everyMs, performance.now());
    await pause(due - performance.now(), stop);
  }
}
