import { failure, success, type Outcome } from "../core/problem.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { readEvent, type ReadLog } from "./view-fold.ts";
import type { Retried } from "./view-rpc.ts";
import type { ViewStore } from "./view-store.ts";

/** Dead letters that one request takes anew: each takes a question to the log. */
const MAX_RETRIED = 1000;

interface RetryOptions {
  readonly store: ViewStore;
  readonly readLog: ReadLog;
  readonly now: () => string;
}

/** Takes dead letters of the live generation anew. Of very many, those that were tried least come first. */
export async function retryDeadLetters(
  { store, readLog, now }: RetryOptions,
  which: number | "all",
): Promise<Outcome<Retried>> {
  const live = store.answering();
  const positions = live ? chosen(store.deadLetters, live.number, which) : [];
  if (!live || positions.length === 0)
    return which === "all" ? success({ taken: 0, left: 0 }) : notFound(which);
  let taken = 0;
  for (const position of positions) {
    const event = await readEvent(readLog, position);
    if (store.retake(live.number, event, now())) taken += 1;
  }
  return success({ taken, left: store.deadLetters.count(live.number) });
}

function chosen(letters: DeadLetters, generation: number, which: number | "all"): number[] {
  if (which === "all") return letters.leastTried(generation, MAX_RETRIED);
  return letters.has(generation, which) ? [which] : [];
}

function notFound(position: number): Outcome<never> {
  return failure("dead-letter-not-found", `There is no dead letter at position ${position}.`);
}
