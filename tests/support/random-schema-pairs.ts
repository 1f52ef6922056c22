import * as fc from "fast-check";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { changeSchema } from "./change-schema.ts";

const name = fc.constantFrom("a", "b", "c", "ab");
const names = fc.uniqueArray(name, { maxLength: 2 });
const type = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");
const types = fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 }));
const number = fc.constantFrom(-1, 0, 1, 2, 3, 0.5, 1.5);
const size = fc.nat(3);
const pattern = fc.constantFrom("a", "^a", "b$", "^a$", "a*", "c");
const scalar = fc.constantFrom<Json>(null, true, false, 0, 1, 0.5, -1, "", "a", "b", "ab", "abc");

/** Events that random schemas often speak of. */
export const randomEvent: fc.Arbitrary<Json> = fc.letrec<{ event: Json }>((tie) => ({
  event: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie("event"), { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(name, tie("event"), { maxKeys: 3 }) },
  ),
})).event;

type Keywords = Readonly<Record<string, fc.Arbitrary<Json>>>;

const OF_VALUES: Keywords = {
  type: types,
  enum: fc.array(randomEvent, { minLength: 1, maxLength: 4 }),
  const: randomEvent,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: fc.constantFrom(1, 2, 0.5, 3),
  minLength: size,
  maxLength: size,
  pattern,
};

/** `schema` is for the same event, `inner` for what is within it. */
function ofBothDrafts(schema: fc.Arbitrary<Json>, inner: fc.Arbitrary<Json>): Keywords {
  const branches = fc.array(schema, { minLength: 1, maxLength: 3 });
  return {
    ...OF_VALUES,
    properties: fc.dictionary(name, inner, { maxKeys: 2 }),
    patternProperties: fc.dictionary(pattern, inner, { maxKeys: 2 }),
    additionalProperties: inner,
    propertyNames: schema,
    required: names,
    minProperties: size,
    maxProperties: size,
    items: inner,
    contains: inner,
    minItems: size,
    maxItems: size,
    uniqueItems: fc.boolean(),
    allOf: branches,
    anyOf: branches,
    oneOf: branches,
    not: schema,
    $ref: fc.constant("#/$defs/x"),
  };
}

function ofDraft2020(schema: fc.Arbitrary<Json>): Keywords {
  return {
    prefixItems: fc.array(schema, { minLength: 1, maxLength: 2 }),
    minContains: size,
    maxContains: size,
    dependentRequired: fc.dictionary(name, names, { maxKeys: 2 }),
    dependentSchemas: fc.dictionary(name, schema, { maxKeys: 2 }),
    unevaluatedProperties: schema,
    unevaluatedItems: schema,
  };
}

function ofDraft7(schema: fc.Arbitrary<Json>): Keywords {
  return {
    items: fc.oneof(schema, fc.array(schema, { minLength: 1, maxLength: 2 })),
    additionalItems: schema,
    dependencies: fc.dictionary(name, fc.oneof(schema, names), { maxKeys: 2 }),
  };
}

/** Schemas of draft 2020-12 that may be within themselves. */
export const randomSchema: fc.Arbitrary<Json> = rooted({}, (schema) => {
  const inner = fc.oneof({ weight: 5, arbitrary: schema }, fc.constant({ $ref: "#" }));
  return { ...ofBothDrafts(schema, inner), ...ofDraft2020(schema) };
});

/** Schemas of draft 7, none of them within itself. */
export const randomSchemaOf7: fc.Arbitrary<Json> = rooted(
  { $schema: "http://json-schema.org/draft-07/schema#" },
  (schema) => ({ ...ofBothDrafts(schema, schema), ...ofDraft7(schema) }),
);

function rooted(
  head: JsonObject,
  keywords: (schema: fc.Arbitrary<Json>) => Keywords,
): fc.Arbitrary<Json> {
  const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      { weight: 1, arbitrary: fc.boolean() },
      { weight: 2, arbitrary: fc.record({ type }) },
      { weight: 8, arbitrary: someOf(keywords(tie("schema")), tie("schema")) },
    ),
  }));
  return fc.tuple(schema, schema).map(([root, defined]) => {
    // What is defined leads into the event, so that no schema refers to itself for the same event.
    const $defs = { x: { properties: { a: defined }, items: defined } };
    return isJsonObject(root) ? Object.assign({ $defs }, head, root) : root;
  });
}

/** A few keywords, those of objects more often, or a condition. */
function someOf(keywords: Keywords, schema: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> {
  const often = ["type", "type", "properties", "properties", "required", "additionalProperties"];
  const drawn = fc.constantFrom(...Object.keys(keywords), ...often);
  const some = fc.uniqueArray(drawn, { minLength: 1, maxLength: 4 });
  const plain = some.chain((chosen) =>
    fc.record(Object.fromEntries(chosen.map((each) => [each, keywords[each] ?? fc.constant(0)]))),
  );
  const condition = fc.tuple(schema, schema, schema).map((parts) => {
    const each = ["if", "then", "else"].map((keyword, i) => [keyword, parts[i] ?? true] as const);
    return Object.fromEntries(each);
  });
  return fc.oneof({ weight: 9, arbitrary: plain }, { weight: 1, arbitrary: condition });
}

/** Two schemas: any, or one and what comes of it by a few changes. */
export function schemaPair(schema: fc.Arbitrary<Json>): fc.Arbitrary<readonly [Json, Json]> {
  const changes = fc.array(fc.tuple(fc.nat(999), fc.nat(999)), { minLength: 1, maxLength: 3 });
  const changed = fc
    .tuple(schema, changes)
    .map(([before, each]) => [before, each.reduce(changeSchema, before)] as const);
  return fc.oneof(
    { weight: 1, arbitrary: fc.tuple(schema, schema) },
    { weight: 3, arbitrary: changed },
  );
}
