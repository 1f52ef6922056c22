import type { JsonObject } from "../core/json.ts";
import { success, type Outcome, type Problem, type ProblemCode } from "../core/problem.ts";

/** A problem on its way to the one place that answers it. It never crosses to or from a Durable Object. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** Members of the document that a problem as a value cannot have. */
  readonly members: JsonObject;

  constructor(
    cause: Problem,
    headers: Readonly<Record<string, string>> = {},
    members: JsonObject = {},
  ) {
    super(cause.detail);
    this.problem = cause;
    this.headers = headers;
    this.members = members;
  }
}

export function problem(
  code: ProblemCode,
  detail: string,
  more: Partial<Problem> = {},
): ProblemError {
  return new ProblemError({ ...more, code, detail });
}

/** The value of an outcome; its problem is thrown. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new ProblemError(outcome.problem);
}

/** The outcome of what may throw a problem. */
export function outcomeOf<T>(run: () => T): Outcome<T> {
  try {
    return success(run());
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}
