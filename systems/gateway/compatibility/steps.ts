import type { Effort, Gap } from "../schema-kind.ts";

/** A whole effort: about a tenth of a second. */
const MAX_STEPS = 15_000;
/** Questions within questions, so that the stack holds. */
const MAX_DEPTH = 60;
const HALF_DEPTH = MAX_DEPTH / 2;

/** Thrown out of a comparison that takes too long. */
export class TooManySteps extends Error {}

/** Counts what is done, so that no two schemas keep a comparison busy for long. */
export class Steps {
  private readonly effort: Effort;
  private depth = 0;

  constructor(effort: Effort) {
    this.effort = effort;
  }

  /** What can wait should wait. */
  get isDeep(): boolean {
    return this.depth > HALF_DEPTH;
  }

  /** A step is about what it takes to look at a keyword. Throws TooManySteps. */
  spend(steps: number): void {
    this.effort.left -= steps / MAX_STEPS;
    if (this.effort.left < 0) throw new TooManySteps();
  }

  /** Answers a question; `otherwise` if there are too many within each other. */
  within<Answer>(ask: () => Answer, otherwise: Answer): Answer {
    this.spend(1);
    if (this.depth >= MAX_DEPTH) return otherwise;
    this.depth += 1;
    const answer = ask();
    this.depth -= 1;
    return answer;
  }
}

export const TOO_COMPLEX: Gap = {
  rule: "too-complex",
  pointer: "",
  written: null,
  read: null,
  message: "the schemas are too large, or too deep, to be compared in time",
};
