import { categoryOf } from "../core/names.ts";
import { failure, type Outcome } from "../core/problem.ts";
import type { Append } from "./log-rpc.ts";

/** What a log answers for a stream that is at revision `actual`, and not where the writer believes it. */
export function wrongExpectedRevision(
  { stream, expected }: Pick<Append, "stream" | "expected">,
  actual: number,
): Outcome<never> {
  const is = actual === 0 ? "does not exist" : `is at revision ${actual}`;
  const detail = `${stream} ${is}, expected was ${EXPECTED[expected] ?? `revision ${expected}`}. Read it again and decide anew.`;
  return failure("wrong-expected-revision", detail, { members: { stream, expected, actual } });
}

const EXPECTED: Readonly<Record<string, string>> = {
  none: "that it does not exist",
  exists: "that it exists",
};

/** What it answers for a stream whose events nothing folds. */
export function noDecider(stream: string): Outcome<never> {
  return failure(
    "no-decider",
    `No system owns the category "${categoryOf(stream)}", so nothing folds its streams.`,
  );
}
