import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../../core/json.ts";
import { admitSchema } from "../../../worker/json-schema/admit-schema.ts";
import { equalityKey } from "../../../worker/json-schema/equality-key.ts";
import { compileSchema } from "../../../worker/json-schema/compile-schema.ts";
import { isMultipleOf } from "../../../worker/json-schema/multiple-of.ts";

/** Few values and names, so that what is made at random meets. */
const scalar = fc.constantFrom<Json>(null, true, 0, 1, 1.5, -2, "", "a", "b", "😀");
const name = fc.constantFrom("a", "b", "__proto__");
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    members(name, tie("value")),
  ),
}));

/** With members of their own, `__proto__` too. */
function members(names: fc.Arbitrary<string>, values: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc
    .uniqueArray(fc.tuple(names, values), { maxLength: 3, selector: ([own]) => own })
    .map((entries) => Object.fromEntries(entries));
}

const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.boolean(),
    fc
      .constantFrom("null", "string", "integer", "number", "object", "array")
      .map((type) => ({ type })),
    value.map((constant) => ({ const: constant })),
    fc.integer({ min: 0, max: 3 }).map((minLength) => ({ minLength })),
    fc.constant({ uniqueItems: true }),
    fc.record({ required: fc.uniqueArray(name, { maxLength: 2 }) }),
    fc.record({ properties: members(name, tie("schema")), additionalProperties: tie("schema") }),
    fc.record({ items: tie("schema") }),
    fc.record({ contains: tie("schema") }),
    fc.record({ not: tie("schema") }),
    fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.tuple(tie("schema"), tie("schema"), tie("schema")).map(([test, yes, no]) =>
      Object.fromEntries([
        ["if", test],
        // oxlint-disable-next-line unicorn/no-thenable -- a keyword
        ["then", yes],
        ["else", no],
      ]),
    ),
  ),
}));

/** What the standard says, as plainly as it can be written. */
function fits(rules: Json, event: Json): boolean {
  if (!isJsonObject(rules)) return rules === true;
  return Object.entries(rules).every(([keyword, rule]) => {
    const judge = ORACLE[keyword];
    return !judge || judge({ rule, rules, event });
  });
}

interface Question {
  readonly rule: Json;
  readonly rules: JsonObject;
  readonly event: Json;
}

const listOf = (given: Json | undefined): readonly Json[] => (Array.isArray(given) ? given : []);
const membersOf = (given: Json | undefined) => (isJsonObject(given) ? Object.entries(given) : []);

const ORACLE: Readonly<Record<string, (question: Question) => boolean>> = {
  type: ({ rule, event }) => typesOf(event).some((type) => type === rule),
  const: ({ rule, event }) => jsonEqual(rule, event),
  minLength: ({ rule, event }) =>
    typeof event !== "string" || Array.from(event).length >= Number(rule),
  uniqueItems: ({ event }) =>
    listOf(event).every((a, i) => listOf(event).every((b, j) => i === j || !jsonEqual(a, b))),
  required: ({ rule, event }) =>
    !isJsonObject(event) ||
    listOf(rule).every((wanted) => Object.keys(event).some((own) => own === wanted)),
  properties: ({ rules, event }) =>
    membersOf(event).every(([own, member]) => {
      const known = membersOf(rules["properties"]).find(([named]) => named === own);
      return fits(known?.[1] ?? rules["additionalProperties"] ?? true, member);
    }),
  items: ({ rule, event }) => listOf(event).every((item) => fits(rule, item)),
  contains: ({ rule, event }) => !Array.isArray(event) || event.some((item) => fits(rule, item)),
  not: ({ rule, event }) => !fits(rule, event),
  allOf: ({ rule, event }) => listOf(rule).every((each) => fits(each, event)),
  anyOf: ({ rule, event }) => listOf(rule).some((each) => fits(each, event)),
  oneOf: ({ rule, event }) => listOf(rule).filter((each) => fits(each, event)).length === 1,
  if: ({ rule, rules, event }) =>
    fits((fits(rule, event) ? rules["then"] : rules["else"]) ?? true, event),
};

function typesOf(event: Json): readonly string[] {
  if (event === null) return ["null"];
  if (Array.isArray(event)) return ["array"];
  return Number.isInteger(event) ? ["integer", "number"] : [typeof event];
}

describe("a check of an event", () => {
  it("has the verdict of the standard", () => {
    fc.assert(
      fc.property(schema, value, (rules, event) => {
        expect(admitSchema(rules)).toMatchObject({ ok: true });
        expect(compileSchema(rules)(event).length === 0).toBe(fits(rules, event));
      }),
      { numRuns: 5000 },
    );
  });
});

describe("the key of a value", () => {
  it("is equal for equal values, and for no others", () => {
    const key = (of: Json) => equalityKey(of, () => {});
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(key(a) === key(b)).toBe(jsonEqual(a, b));
      }),
      { numRuns: 5000 },
    );
    expect(key({ a: 1, b: [2] })).toBe(key({ b: [2], a: 1 }));
    expect(key("[]")).not.toBe(key([]));
    expect(key("1")).not.toBe(key(1));
    expect(key("true")).not.toBe(key(true));
  });
});

describe("a multiple", () => {
  const free = () => {};

  it("is one in decimals, whatever doubles make of them", () => {
    const count = fc.integer({ min: 1, max: 10_000 });
    const digits = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(count, count, digits, (a, b, places) => {
        const [whole, part] = [Number(`${a}e-${places}`), Number(`${b}e-${places}`)];
        expect(isMultipleOf(whole, part, free)).toBe(a % b === 0);
      }),
    );
  });

  it("costs more, the further apart the numbers are", () => {
    const costOf = (whole: number, part: number) => {
      let steps = 0;
      isMultipleOf(whole, part, (more) => (steps += more));
      return steps;
    };
    expect(costOf(7, 3)).toBe(0);
    expect(costOf(1.5, 0.01)).toBeLessThan(110);
    expect(costOf(1.7e308, 5e-324)).toBeGreaterThan(700);
  });

  it("may be as large as a number can be", () => {
    expect(isMultipleOf(1e308, 0.5, free)).toBe(true);
    expect(isMultipleOf(1e308, 0.123456789, free)).toBe(false);
    expect(isMultipleOf(-1.5, 5e-324, free)).toBe(true);
  });
});
