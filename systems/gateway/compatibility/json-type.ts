import { isJsonObject, jsonEqual, type Json } from "../../../core/json.ts";
import { type SchemaNode, isNever, stringsOf } from "./schema-node.ts";

/** The types of JSON Schema, but that numbers are told apart: an integer is a number without a fraction. */
const TYPES = ["null", "boolean", "integer", "fraction", "string", "array", "object"] as const;

export type JsonType = (typeof TYPES)[number];
export type TypeSet = ReadonlySet<JsonType>;

export const ALL_TYPES: TypeSet = new Set(TYPES);

const WORDS: Readonly<Record<JsonType, string>> = {
  null: "null",
  boolean: "true or false",
  integer: "a whole number",
  fraction: "a number with a fraction",
  string: "a string",
  array: "an array",
  object: "an object",
};

/** Such as "a string or null". */
export function typesInWords(types: TypeSet): string {
  const isNumber = types.has("integer") && types.has("fraction");
  const words = [...types].map((type) =>
    isNumber && type === "integer" ? "a number" : WORDS[type],
  );
  return words.filter((word) => !isNumber || word !== WORDS.fraction).join(" or ");
}

export function typeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "fraction";
  if (typeof value === "string") return "string";
  return isJsonObject(value) ? "object" : "array";
}

const known = new WeakMap<SchemaNode, TypeSet>();

/** The types of what fits a schema, by the keywords that say so at once. */
export function typesOf(node: SchemaNode): TypeSet {
  const types = known.get(node) ?? keptTypes(node);
  known.set(node, types);
  return types;
}

function keptTypes(node: SchemaNode): TypeSet {
  if (isNever(node)) return new Set();
  const { type, not, multipleOf } = node.keywords;
  const constants = constantsOf(node);
  const kept = [type === undefined ? ALL_TYPES : named(type)];
  if (constants) kept.push(new Set(constants.map(typeOf)));
  if (typeof multipleOf === "number" && Number.isInteger(multipleOf)) kept.push(WITHOUT_FRACTION);
  if (isJsonObject(not)) kept.push(besides(not));
  return new Set(TYPES.filter((each) => kept.every((types) => types.has(each))));
}

/** The values that `const` and `enum` leave. */
export function constantsOf(node: SchemaNode): readonly Json[] | undefined {
  const { const: constant, enum: listed } = node.keywords;
  if (!Array.isArray(listed)) return constant === undefined ? undefined : [constant];
  return listed.filter((value) => constant === undefined || jsonEqual(value, constant));
}

const WITHOUT_FRACTION: TypeSet = new Set(TYPES.filter((type) => type !== "fraction"));

/** What `type` names. */
export function named(type: Json): TypeSet {
  const names = typeof type === "string" ? [type] : stringsOf(type);
  return new Set(
    TYPES.filter(
      (each) => names.includes(each) || (names.includes("number") && /^(int|frac)/.test(each)),
    ),
  );
}

/** The types that are left beside an excluded schema that has a type alone. */
function besides(excluded: { readonly [key: string]: Json }): TypeSet {
  const { type, ...more } = excluded;
  if (type === undefined || Object.keys(more).length > 0) return ALL_TYPES;
  const types = named(type);
  return new Set(TYPES.filter((each) => !types.has(each)));
}
