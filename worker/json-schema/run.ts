import { jsonPointer } from "../../core/json-pointer.ts";
import type { FieldError } from "../../core/problem.ts";
import { MAX_APPLICATION_DEPTH, MAX_ERRORS, MAX_STEPS } from "./limits.ts";

/** For each step of its path, what it costs to say what is wrong. */
const TOLD_STEPS = 10;
/** Reasons within reasons, of alternatives within alternatives. */
const MAX_REASONS_DEPTH = 2;

/** Thrown when a check has taken as many steps as it may. */
export class BudgetError extends Error {}

/** One check of one event: where it is, what it found, and what it may still spend. */
export class Run {
  /** Where in the event. */
  readonly path: PropertyKey[] = [];
  #steps = 0;
  #depth = 0;
  #reasonsDepth = 0;
  /** None: only the verdict counts, as of what "not" describes. */
  #errors: FieldError[] | undefined = [];

  /** Throws a BudgetError when the steps have come to too many. */
  readonly spend = (steps: number): void => {
    this.#steps += steps;
    if (this.#steps > MAX_STEPS) throw new BudgetError();
  };

  get errors(): readonly FieldError[] {
    return this.#errors ?? [];
  }

  /** Whether more errors would not be told: the first rule that is broken is enough. */
  get isQuiet(): boolean {
    return this.#errors === undefined || this.#errors.length >= MAX_ERRORS;
  }

  /** Begins with a schema within others; as many as there are lie on the stack. */
  enter(): void {
    this.spend(5);
    this.#depth += 1;
    if (this.#depth > MAX_APPLICATION_DEPTH) throw new BudgetError();
  }

  leave(): void {
    this.#depth -= 1;
  }

  /** Notes what is wrong here, or with the member of this name; the message is asked for if it is told. */
  fail(keyword: string, message: () => string, name?: string): false {
    if (!this.isQuiet) {
      this.spend(TOLD_STEPS * (5 + this.path.length));
      const path = name === undefined ? this.path : [...this.path, name];
      this.#errors?.push({ pointer: jsonPointer(path), keyword, message: message() });
    }
    return false;
  }

  /** Whether all fit. All are asked, so that everything wrong is told; if it is not, the first is enough. */
  all<T>(each: Iterable<T>, fits: (one: T) => boolean): boolean {
    let all = true;
    for (const one of each) {
      if (fits(one)) continue;
      all = false;
      if (this.isQuiet) break;
    }
    return all;
  }

  /** Asks without telling what is wrong. */
  quietly(ask: () => boolean): boolean {
    return this.#withErrors(undefined, ask);
  }

  /** What would be wrong; nothing is said if this is a reason of a reason already. */
  reasons(ask: () => boolean): readonly FieldError[] {
    const errors: FieldError[] = [];
    this.#reasonsDepth += 1;
    if (this.#reasonsDepth <= MAX_REASONS_DEPTH) this.#withErrors(errors, ask);
    this.#reasonsDepth -= 1;
    return errors;
  }

  #withErrors(errors: FieldError[] | undefined, ask: () => boolean): boolean {
    const before = this.#errors;
    this.#errors = errors;
    const answer = ask();
    this.#errors = before;
    return answer;
  }
}
