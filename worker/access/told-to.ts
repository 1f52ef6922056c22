import type { Problem, ProblemCode } from "../../core/problem.ts";
import type { Caller } from "./caller.ts";

/** What tells something of what the log holds. */
const TELLING: ReadonlySet<ProblemCode> = new Set([
  "already-exists",
  "event-id-conflict",
  "refused",
  "wrong-expected-revision",
]);

/** A problem as a caller may know it: who may not read is told what is wrong, and nothing of what there is. */
export function toldTo(caller: Caller | undefined, problem: Problem): Problem {
  if (!caller || mayRead(caller) || !TELLING.has(problem.code)) return problem;
  const detail = "The log says no. This key may not read, so it is not told why.";
  return { code: problem.code, detail };
}

function mayRead({ scope: { actions } }: Caller): boolean {
  return actions.includes("read") || actions.includes("admin");
}
