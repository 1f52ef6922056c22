import type { Json } from "../core/json.ts";
import { failure, type Failure, type FieldError, type ProblemCode } from "../core/problem.ts";

/** Named values that were sent, in a body or a query, and what was found wrong in them so far. */
export interface Reading {
  readonly members: { readonly [name: string]: Json | undefined };
  readonly errors: FieldError[];
}

/** What a value must be. */
export interface Rule<T> {
  /** Of the error that says that it is not; as JSON Schema names the rule. */
  readonly keyword: string;
  readonly message: string;
  /** What the value says; `undefined` if it breaks the rule. */
  read(value: Json): T | undefined;
}

/** What a member says; `undefined`, and an error, if it is missing or breaks its rule. */
export function readMember<T>(reading: Reading, name: string, rule: Rule<T>): T | undefined {
  const value = reading.members[name];
  if (value === undefined) {
    reading.errors.push({ pointer: `/${name}`, keyword: "required", message: rule.message });
    return undefined;
  }
  const read = rule.read(value);
  if (read === undefined)
    reading.errors.push({ pointer: `/${name}`, keyword: rule.keyword, message: rule.message });
  return read;
}

/** The same for a member that need not be there: `null` if it is not, or is wrong. */
export function readOptional<T>(reading: Reading, name: string, rule: Rule<T>): T | null {
  if (reading.members[name] === undefined) return null;
  return readMember(reading, name, rule) ?? null;
}

/** A value that a check holds for, as it is. */
export function fitting<T>(
  holds: (value: unknown) => value is T,
  told: Pick<Rule<T>, "keyword" | "message">,
): Rule<T> {
  return { ...told, read: (value: unknown) => (holds(value) ? value : undefined) };
}

export function textLike(pattern: RegExp, message: string): Rule<string> {
  return {
    keyword: "pattern",
    message,
    read: (value) => (typeof value === "string" && pattern.test(value) ? value : undefined),
  };
}

export function oneOf<T extends string>(values: readonly T[]): Rule<T> {
  return {
    keyword: "enum",
    message: `must be ${values.map((value) => JSON.stringify(value)).join(" or ")}`,
    read: (value) => values.find((known) => known === value),
  };
}

/** Of the errors that are told at once. */
export const MAX_ERRORS = 20;

/** The problem of what has these errors, of which the first MAX_ERRORS are told. */
export function refusal(code: ProblemCode, errors: readonly FieldError[]): Failure {
  const told = errors.slice(0, MAX_ERRORS);
  const detail = told
    .map(({ pointer, message }) => `${pointer.slice(1) || "It"} ${message}`)
    .join("; ");
  return failure(code, `${detail}.`, { errors: told });
}
