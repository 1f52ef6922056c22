import type { RequestOptions } from "../client/foldlog.ts";
import { newId } from "../client/new-id.ts";
import { randomCounterEvent } from "../systems/counter/random-events.ts";
import { foldlogAt, TRIES } from "./command-line.ts";
import { every } from "./every.ts";

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

/**
 * Posts an event of a random type and a value from 1 to 5 every `everyMs`, one after the other. Each
 * has its id before it is sent, so that a retry cannot count twice. Throws what the last try failed with.
 */
export async function produce(plan: Plan, progress: Progress, stop: AbortSignal): Promise<void> {
  const foldlog = foldlogAt(plan.url);
  const onRetry = (reason: Error) => {
    progress.retries += 1;
    progress.trouble = reason;
  };
  const request: RequestOptions = { tries: TRIES, signal: stop, onRetry };
  for await (const _ of every(plan, stop)) {
    const { type, data } = randomCounterEvent(Math.random);
    const json = { type, value: data.value, id: newId() };
    progress.last = await foldlog.send("POST", "/event", { ...request, json });
    progress.trouble = undefined;
    progress.sent += 1;
    progress.sum += type === "INCREMENT" ? data.value : -data.value;
  }
}
