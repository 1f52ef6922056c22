import { randomUUID } from "node:crypto";
import { pause, sendWithRetries } from "../client/send-with-retries.ts";
import { randomCounterEvent } from "../systems/counter/random-events.ts";

export interface Plan {
  readonly everyMs: number;
  readonly count: number;
  /** The counter's POST route. */
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
  let due = performance.now();
  while (progress.sent < plan.count && !stop.aborted) {
    const { type, data } = randomCounterEvent(Math.random);
    const { value } = data;
    progress.last = await post(plan.url, { type, value, id: randomUUID() }, { progress, stop });
    progress.trouble = undefined;
    progress.sent += 1;
    progress.sum += type === "INCREMENT" ? value : -value;
    // Late events are not made up for by a burst.
    due = Math.max(due + plan.everyMs, performance.now());
    await pause(due - performance.now(), stop);
  }
}

interface Run {
  readonly progress: Progress;
  readonly stop: AbortSignal;
}

async function post(
  url: URL,
  event: object,
  { progress, stop }: Run,
): Promise<{ position: number }> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(event),
  };
  const answer = await sendWithRetries(url, init, {
    tries: TRIES,
    stop,
    onRetry: (reason) => {
      progress.retries += 1;
      progress.trouble = reason;
    },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a success of POST /event
  return answer.body as { position: number };
}
