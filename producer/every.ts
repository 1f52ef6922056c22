import { pause } from "../client/send-with-retries.ts";

/**
 * Counts from 0 up to `count`, one number every so many milliseconds, until stopped. Late ones are not made up
 * for by a burst.
 */
export async function* every(
  { everyMs, count }: { readonly everyMs: number; readonly count: number },
  stop: AbortSignal,
): AsyncGenerator<number> {
  let due = performance.now();
  for (let n = 0; n < count && !stop.aborted; n += 1) {
    yield n;
    due = Math.max(due + everyMs, performance.now());
    await pause(due - performance.now(), stop);
  }
}
