import { parseJson, type Json } from "../../../../core/json.ts";
import { type Vector, TEXT, WHOLE, TREE, object, closed, kind } from "./vector.ts";

const ADDRESS = { $defs: { address: closed({ street: TEXT }) } };
const AT_ADDRESS = { $ref: "#/$defs/address" };

function follows(met: Json, unmet: Json): Json {
  const parts = [kind("a"), met, unmet].map((part) => JSON.stringify(part));
  return parseJson(`{ "if": ${parts[0]}, "then": ${parts[1]}, "else": ${parts[2]} }`);
}

export const COMBINATION_VECTORS: readonly Vector[] = [
  ["an alternative more", { anyOf: [TEXT, WHOLE] }, { anyOf: [{ type: "null" }, WHOLE, TEXT] }, []],
  [
    "an alternative less",
    { oneOf: [kind("a"), kind("b")] },
    { oneOf: [kind("a"), kind("c")] },
    ["alternatives-narrowed /oneOf"],
  ],
  [
    "an alternative that is narrower",
    { oneOf: [kind("a"), kind("b", { size: true })] },
    { oneOf: [kind("a"), kind("b", { size: WHOLE })] },
    ["type-narrowed /oneOf/1/properties/size/type"],
  ],
  [
    "alternatives of which two may fit",
    { type: "integer" },
    { oneOf: [{ type: "number" }, { maximum: 5 }] },
    ["alternatives-overlap /oneOf"],
  ],
  [
    "types as alternatives",
    { type: ["string", "integer"] },
    { anyOf: [TEXT, { type: "number" }] },
    [],
  ],
  ["an exclusion that was there", { not: { type: ["string", "null"] } }, { not: TEXT }, []],
  [
    "an exclusion that is new",
    { type: ["string", "null"] },
    { not: TEXT },
    ["exclusion-added /not"],
  ],
  [
    "what follows from the same condition",
    follows({ required: ["size"] }, { maxProperties: 3 }),
    follows({}, { maxProperties: 2 }),
    ["max-properties-narrowed /else/maxProperties"],
  ],
  [
    "parts that are taken together",
    { allOf: [TEXT, { minLength: 2 }] },
    { ...TEXT, minLength: 1 },
    [],
  ],
  ["a tree", TREE, { ...TREE, maxProperties: 9 }, ["max-properties-narrowed /maxProperties"]],
  [
    "a definition that two properties share",
    { ...ADDRESS, ...closed({ to: AT_ADDRESS, from: AT_ADDRESS }) },
    {
      $defs: { address: closed({ street: { ...TEXT, maxLength: 9 } }) },
      ...closed({ to: AT_ADDRESS, from: AT_ADDRESS }),
    },
    ["max-length-narrowed /$defs/address/properties/street/maxLength"],
  ],
  [
    "properties that no part speaks of",
    { allOf: [object({ a: TEXT })], unevaluatedProperties: false },
    { allOf: [object({ b: TEXT })], unevaluatedProperties: false },
    ["property-removed /allOf/0/properties/a"],
  ],
  ["what nobody can look up", {}, { $ref: "#/$defs/gone" }, ["not-shown /$ref"]],
];
