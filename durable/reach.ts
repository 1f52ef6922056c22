import { failure, type Failure } from "../core/problem.ts";
import type { ViewFold } from "./view-fold.ts";
import type { Freshness } from "./view-rpc.ts";
import type { ViewStore } from "./view-store.ts";

/** Between two looks for a position that the log has not reached. */
const LOOK_EVERY_MS = 100;

/** Whether a promise was kept before the patience was over. */
type Patient = (promise: Promise<unknown>) => Promise<boolean>;
const no = () => false;

/**
 * Waits until the live generation is as new as a question asks, for `waitMs` at most. Gives why it is not:
 * `view-rebuilding` if nothing answers yet, `view-behind` if what answers is older.
 */
export async function reach(
  store: ViewStore,
  fold: ViewFold,
  { at, waitMs }: Omit<Freshness, "known">,
): Promise<Failure | undefined> {
  const ended = new AbortController();
  const over = scheduler.wait(waitMs, { signal: ended.signal }).then(no, no);
  const patient: Patient = (promise) => Promise.race([promise.then(() => true, no), over]);
  try {
    if (!store.answering()) await patient(fold.build());
    if (!store.answering()) return rebuilding(store, fold.head);
    if (at === "any") return undefined;
    if (at === "head") return (await patient(fold.catchUp())) ? undefined : behind(store);
    return (await reachPosition(store, fold, { at, patient })) ? undefined : behind(store, at);
  } finally {
    ended.abort();
  }
}

interface PositionOptions {
  readonly at: number;
  readonly patient: Patient;
}

async function reachPosition(
  store: ViewStore,
  fold: ViewFold,
  { at, patient }: PositionOptions,
): Promise<boolean> {
  const isThere = () => (store.answering()?.position ?? at) >= at;
  while (!isThere()) {
    if (!(await patient(fold.catchUp()))) return false;
    if (!isThere() && !(await patient(scheduler.wait(LOOK_EVERY_MS)))) return false;
  }
  return true;
}

/** Why nothing answers yet. `head` is the log's, as far as it is known. */
export function rebuilding(store: ViewStore, head: number): Failure {
  const { name } = store.projection;
  const next = store.building();
  const position = next?.position ?? 0;
  const progress = next
    ? `is being built and has come to position ${position} of ${Math.max(position, head)}.`
    : "was destroyed a moment ago. Ask again, and it is built anew.";
  const detail = `The view "${name}" ${progress}${trouble(store)}`;
  const members = { view: name, position, head: Math.max(position, head) };
  return failure("view-rebuilding", detail, { members });
}

function trouble(store: ViewStore): string {
  const { error } = store.troubles();
  return error === null ? "" : ` The last try failed: ${error}`;
}

function behind(store: ViewStore, at?: number): Failure {
  const { name } = store.projection;
  const position = store.answering()?.position ?? 0;
  const asked = at === undefined ? "the head" : `position ${at}`;
  const detail = `The view "${name}" is at position ${position} and did not reach ${asked} in time.${trouble(store)}`;
  return failure("view-behind", detail, { members: { view: name, position } });
}
