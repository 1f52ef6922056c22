import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";

/** What these hold is no schema. */
const PLAIN = new Set(["enum", "const", "required", "dependentRequired"]);
/** These hold schemas by name. */
const NAMED = new Set([
  "properties",
  "patternProperties",
  "dependentSchemas",
  "dependencies",
  "$defs",
]);
/** These stay as they are. */
const KEPT = new Set(["$ref", "$schema", "$defs"]);
const ADDED: readonly JsonObject[] = [
  { required: ["a"] },
  { additionalProperties: false },
  { properties: { b: { type: "string" } } },
  { type: "object" },
  { minItems: 1 },
  { maxLength: 2 },
  { minimum: 1 },
  { uniqueItems: true },
];

/** Takes a keyword away, adds one or changes what one says, somewhere in a schema. */
export function changeSchema(schema: Json, [place, how]: readonly [number, number]): Json {
  const count = countSchemas(schema);
  return count === 0 ? schema : changeAt(schema, { left: place % count }, how);
}

function countSchemas(schema: Json): number {
  let count = 0;
  changeSchemas(schema, (each) => {
    count += 1;
    return each;
  });
  return count;
}

function changeAt(schema: Json, at: { left: number }, how: number): Json {
  return changeSchemas(schema, (each) => {
    at.left -= 1;
    return at.left === -1 ? changed(each, how) : each;
  });
}

type Change = (schema: JsonObject) => JsonObject;

function changeSchemas(schema: Json, change: Change): Json {
  if (Array.isArray(schema)) return schema.map((each) => changeSchemas(each, change));
  if (!isJsonObject(schema)) return schema;
  const entries = Object.entries(change(schema)).map(([keyword, value]) => {
    if (PLAIN.has(keyword)) return [keyword, value] as const;
    const isNamed = NAMED.has(keyword) && isJsonObject(value);
    return [keyword, isNamed ? changeEach(value, change) : changeSchemas(value, change)] as const;
  });
  return Object.fromEntries(entries);
}

function changeEach(schemas: JsonObject, change: Change): JsonObject {
  const entries = Object.entries(schemas).map(([name, each]) => {
    // A dependency may be names.
    return [name, Array.isArray(each) ? each : changeSchemas(each, change)] as const;
  });
  return Object.fromEntries(entries);
}

function changed(schema: JsonObject, how: number): JsonObject {
  const keywords = Object.keys(schema).filter((keyword) => !KEPT.has(keyword));
  const keyword = keywords[how % keywords.length];
  if (how % 3 === 0 || keyword === undefined) return { ...schema, ...ADDED[how % ADDED.length] };
  const { [keyword]: value = null, ...rest } = schema;
  return how % 3 === 1 ? rest : { ...rest, [keyword]: altered(value, how) };
}

function altered(value: Json, how: number): Json {
  if (typeof value === "number") return how % 2 === 0 ? value + 1 : Math.max(value - 1, 1);
  if (typeof value === "boolean") return !value;
  return Array.isArray(value) && value.length > 1 ? value.slice(1) : value;
}
