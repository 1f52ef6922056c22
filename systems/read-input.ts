import { isJsonObject, type Json } from "../core/json.ts";
import { jsonPointer } from "../core/json-pointer.ts";
import { failure, success, type FieldError, type Outcome } from "../core/problem.ts";

/** What a member of an input must be. */
export interface Rule<Member extends Json> {
  readonly holds: (member: Json) => member is Member;
  /** As in FieldError. */
  readonly keyword: string;
  readonly message: string;
}

type Rules<Members> = {
  readonly [Name in keyof Members]: Members[Name] extends Json ? Rule<Members[Name]> : never;
};

/** The members of an input: each one that has a rule, and no other. Fails with `invalid-body`. */
export function readInput<Members extends object>(
  input: Json,
  rules: Rules<Members>,
): Outcome<Members> {
  if (!isJsonObject(input)) return invalid([{ pointer: "", ...OBJECT }]);
  const errors: FieldError[] = [];
  for (const [name, rule] of Object.entries<Rule<Json>>(rules)) {
    const pointer = jsonPointer([name]);
    if (!Object.hasOwn(input, name)) errors.push({ pointer, ...REQUIRED });
    else if (!rule.holds(input[name] ?? null))
      errors.push({ pointer, keyword: rule.keyword, message: rule.message });
  }
  // There may be any number of them, so only the first is told.
  const unknown = Object.keys(input).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined) errors.push({ pointer: jsonPointer([unknown]), ...UNKNOWN });
  if (errors.length > 0) return invalid(errors);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rules say so
  return success(input as unknown as Members);
}

const OBJECT = { keyword: "type", message: "must be an object" };
const REQUIRED = { keyword: "required", message: "must be there" };
const UNKNOWN = { keyword: "additionalProperties", message: "is not known here" };

function invalid(errors: readonly FieldError[]): Outcome<never> {
  return failure("invalid-body", errors.map(sentence).join(" "), { errors });
}

function sentence({ pointer, message }: FieldError): string {
  return `${pointer.slice(1) || "The body"} ${message}.`;
}
