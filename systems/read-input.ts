import { isJsonObject, type Json } from "../core/json.ts";
import { jsonPointer } from "../core/json-pointer.ts";
import { success, type FieldError, type Outcome } from "../core/problem.ts";
import { readMember, refusal, type Reading, type Rule } from "./read-member.ts";

type Rules<Members> = { readonly [Name in keyof Members]: Rule<Members[Name]> };

/** The members of an input: each one that has a rule, and no other. Fails with `invalid-body`. */
export function readInput<Members extends object>(
  input: Json,
  rules: Rules<Members>,
): Outcome<Members> {
  if (!isJsonObject(input)) return refusal("invalid-body", [OBJECT]);
  const reading: Reading = { members: input, errors: [] };
  const members = Object.entries<Rule<unknown>>(rules).map(
    ([name, rule]) => [name, readMember(reading, name, rule)] as const,
  );
  // There may be any number of them, so only the first is told.
  const unknown = Object.keys(input).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined) reading.errors.push({ pointer: jsonPointer([unknown]), ...UNKNOWN });
  if (reading.errors.length > 0) return refusal("invalid-body", reading.errors);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rules say so
  return success(Object.fromEntries(members) as Members);
}

const OBJECT: FieldError = { pointer: "", keyword: "type", message: "must be an object" };
const UNKNOWN = { keyword: "additionalProperties", message: "is not known here" };
