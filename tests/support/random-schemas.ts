import * as fc from "fast-check";
import { isJsonObject, parseJson, type Json } from "../../core/json.ts";

/** Names that meet each other, and names that mean something elsewhere. */
const someName = fc.oneof(
  fc.constantFrom("a", "b", "A", "a-b", "a b", "string", "__proto__", "constructor", "*/", "1"),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const reference = fc.oneof(
  fc.constant("#"),
  fc.constantFrom("#/$defs/a", "#/$defs/b", "#/definitions/A", "#/properties/a", "#/anyOf/0"),
);

/** Text as JSON has it, so that `__proto__` is a member like any other. */
function object(...fields: [string, fc.Arbitrary<Json>][]): fc.Arbitrary<Json> {
  return fc
    .tuple(...fields.map(([name, value]) => fc.option(value.map((one) => [name, one] as const))))
    .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)));
}

export const { schema: anySchema } = fc.letrec<{
  schema: Json;
  named: Json;
  list: Json;
  node: Json;
}>((tie) => ({
  named: fc
    .array(fc.tuple(someName, tie("schema")), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries)),
  list: fc.array(tie("schema"), { maxLength: 3 }),
  node: object(
    ["$ref", reference],
    ["type", fc.oneof(typeNames(), fc.array(typeNames(), { maxLength: 3 }))],
    ["description", someName],
    ["const", fc.jsonValue({ maxDepth: 2 }).map(asJson)],
    ["enum", fc.array(fc.jsonValue({ maxDepth: 1 }).map(asJson), { maxLength: 4 })],
    ["properties", tie("named")],
    ["patternProperties", tie("named")],
    ["additionalProperties", tie("schema")],
    ["required", fc.array(someName, { maxLength: 3 })],
    ["items", fc.oneof(tie("schema"), tie("list"))],
    ["prefixItems", tie("list")],
    ["minItems", fc.nat(3)],
    ["allOf", tie("list")],
    ["anyOf", tie("list")],
    ["oneOf", tie("list")],
    ["$defs", tie("named")],
    ["definitions", tie("named")],
  ),
  schema: fc.oneof({ maxDepth: 4, depthSize: "small" }, fc.boolean(), tie("node")),
}));

function typeNames(): fc.Arbitrary<string> {
  return fc.constantFrom("string", "number", "integer", "boolean", "null", "object", "array", "x");
}

function asJson(value: unknown): Json {
  return parseJson(JSON.stringify(value));
}

/** A value, and a schema that it fits since the schema was made from it. */
export const schemaAndValue = fc
  .tuple(fc.jsonValue({ maxDepth: 3 }).map(asJson), fc.infiniteStream(fc.nat(3)))
  .map(([value, choices]) => ({
    value,
    schema: schemaOf(value, () => choices.next().value ?? 0),
  }));

function schemaOf(value: Json, choose: () => number): Json {
  const choice = choose();
  if (choice === 0) return { enum: [value, "else"] };
  if (choice === 1) return { anyOf: [{ type: "null" }, plainSchema(value, choose)] };
  return plainSchema(value, choose);
}

function plainSchema(value: Json, choose: () => number): Json {
  if (value === null) return { type: ["null", "string"] };
  if (Array.isArray(value)) return listSchema(value, choose);
  if (!isJsonObject(value)) return { type: typeof value };
  const properties = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, schemaOf(member, choose)]),
  );
  const required = Object.keys(value).filter(() => choose() > 1);
  return { type: "object", properties, required, additionalProperties: choose() > 1 };
}

function listSchema(items: readonly Json[], choose: () => number): Json {
  const schemas = items.map((item) => schemaOf(item, choose));
  if (choose() > 1) return { type: "array", items: { anyOf: schemas } };
  return { type: "array", prefixItems: schemas, items: choose() > 1, minItems: choose() };
}
