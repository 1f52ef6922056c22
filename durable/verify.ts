import { success, type Outcome } from "../core/problem.ts";
import { rebuilding } from "./reach.ts";
import type { ViewFold } from "./view-fold.ts";
import type { Verdict } from "./view-rpc.ts";
import type { ViewStore } from "./view-store.ts";

/**
 * Folds the log once more, into a generation of its own, and compares it with the live one in the turn in
 * which both are at one position. Events go on meanwhile.
 */
export async function verify(
  store: ViewStore,
  fold: ViewFold,
  now: () => string,
): Promise<Outcome<Verdict>> {
  store.begin("check", now());
  try {
    return await compared(store, fold);
  } finally {
    store.generations.drop("check");
  }
}

async function compared(store: ViewStore, fold: ViewFold): Promise<Outcome<Verdict>> {
  for (;;) {
    const [live, check] = [store.answering(), store.generations.get("check")];
    if (!live || !check) return rebuilding(store, fold.head);
    if (check.position === live.position) {
      const { count, texts } = store.compare(check, live);
      const { position, rows } = live;
      return success({
        identical: count === 0,
        position,
        rows,
        different: count,
        differences: texts,
      });
    }
    await fold.step("check", live.position);
  }
}
