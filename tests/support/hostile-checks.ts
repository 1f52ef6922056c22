import type { Json } from "../../core/json.ts";

export function many<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

export function nested(depth: number, wrap: (inner: Json) => Json, innermost: Json): Json {
  return depth === 0 ? innermost : wrap(nested(depth - 1, wrap, innermost));
}

const TEXT = many(100_000, (i) => "ab".charAt(((i * i) % 7) % 2)).join("");

/** Admitted schemas with events that would keep a check busy for long if its steps were not counted. */
export const HOSTILE_CHECKS: readonly [name: string, schema: Json, event: Json][] = [
  ["a pattern of many possible places", { pattern: "(a|b)*a(a|b){300}$" }, TEXT],
  [
    "schemas that double with each level of the event",
    { properties: { a: { allOf: [{ $ref: "#" }, { $ref: "#" }] } } },
    nested(60, (a) => ({ a }), {}),
  ],
  [
    "alternatives that double with each level, and none fits",
    { properties: { a: { anyOf: [{ $ref: "#" }, { $ref: "#" }] } }, required: ["b"] },
    nested(60, (a) => ({ a }), {}),
  ],
  [
    "schemas within schemas at each level",
    {
      $ref: "#/$defs/d0",
      $defs: {
        ...Object.fromEntries(many(60, (i) => [`d${i}`, { $ref: `#/$defs/d${i + 1}` }])),
        d60: { items: { $ref: "#/$defs/d0" } },
      },
    },
    nested(60, (item) => [item], 1),
  ],
  [
    "hundreds of looks through a long array",
    { allOf: many(200, (i) => ({ contains: { const: i + 0.5 } })) },
    many(100_000, () => 1),
  ],
  [
    "hundreds of searches for equal items",
    { allOf: many(200, () => ({ uniqueItems: true })) },
    many(2000, (i) => "z".repeat(100) + i),
  ],
  [
    "unevaluatedProperties within each other",
    nested(30, (inner) => ({ allOf: [inner], unevaluatedProperties: false }), {
      additionalProperties: true,
    }),
    Object.fromEntries(many(20_000, (i) => [`m${i}`, 1])),
  ],
  ["the decimals of large numbers", { items: { multipleOf: 5e-324 } }, many(36_000, () => 1.7e308)],
];
