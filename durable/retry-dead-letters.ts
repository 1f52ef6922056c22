import { failure, success, type Outcome } from "../core/problem.ts";
import { readEvent, type ReadLog } from "./view-fold.ts";
import type { Retried } from "./view-rpc.ts";
import type { ViewStore } from "./view-store.ts";

/** Dead letters that one request takes anew. */
const MAX_RETRIED = 1000;

interface RetryOptions {
  readonly store: ViewStore;
  readonly readLog: ReadLog;
  readonly now: () => string;
}

/** Takes dead letters of the live generation anew, in the order of their positions. */
export async function retryDeadLetters(
  { store, readLog, now }: RetryOptions,
  which: number | "all",
): Promise<Outcome<Retried>> {
  const live = store.answering();
  if (!live) return notFound(which);
  const after = which === "all" ? 0 : which - 1;
  const listed = store.deadLetters.list(live.number, after, which === "all" ? MAX_RETRIED : 1);
  const chosen = listed.filter(({ position }) => which === "all" || position === which);
  if (chosen.length === 0 && which !== "all") return notFound(which);
  let taken = 0;
  for (const { position } of chosen) {
    const event = await readEvent(readLog, position);
    if (store.retake(live.number, event, now())) taken += 1;
  }
  return success({ taken, left: store.deadLetters.count(live.number) });
}

function notFound(which: number | "all"): Outcome<never> {
  return failure("dead-letter-not-found", `There is no dead letter at position ${which}.`);
}
