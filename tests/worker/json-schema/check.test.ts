import { describe, expect, it } from "vitest";
import { parseJson, type Json } from "../../../core/json.ts";
import { admitSchema } from "../../../worker/json-schema/admit-schema.ts";
import { compileSchema } from "../../../worker/json-schema/compile-schema.ts";

function errorsOf(schema: Json, event: Json) {
  expect(admitSchema(schema)).toMatchObject({ ok: true });
  return compileSchema(schema)(event);
}

const DRAFT_7 = { $schema: "http://json-schema.org/draft-07/schema#" };

describe("a check of an event", () => {
  const order = {
    type: "object",
    required: ["id", "lines"],
    properties: {
      id: { type: "string", pattern: "^A-[0-9]+$" },
      fruit: { enum: ["apple", "banana"] },
      lines: {
        type: "array",
        minItems: 1,
        items: { type: "object", properties: { quantity: { type: "integer", minimum: 1 } } },
      },
    },
    additionalProperties: false,
  };

  it("finds nothing wrong with one that fits", () =>
    expect(errorsOf(order, { id: "A-1", fruit: "apple", lines: [{ quantity: 2 }] })).toEqual([]));

  it("tells everything that is wrong, each with its place, keyword and reason", () =>
    expect(errorsOf(order, { id: "B", fruit: "pear", "a/b": 1 })).toEqual([
      { pointer: "/lines", keyword: "required", message: "must be there" },
      {
        pointer: "/id",
        keyword: "pattern",
        message: 'must match ^A-[0-9]+$, and "B" does not',
      },
      { pointer: "/fruit", keyword: "enum", message: 'must be one of "apple", "banana"' },
      {
        pointer: "/a~1b",
        keyword: "additionalProperties",
        message: "is not a member that may be there",
      },
    ]));

  it.each<[Json, Json, [pointer: string, keyword: string, message: string]]>([
    [{ type: "integer" }, "1", ["", "type", "must be a whole number, not a string"]],
    [{ type: "integer" }, 1.5, ["", "type", "must be a whole number, not 1.5"]],
    [{ type: ["null", "array"] }, {}, ["", "type", "must be null or an array, not an object"]],
    [{ properties: { a: false } }, { a: 1 }, ["/a", "properties", "must not be there"]],
    [{ prefixItems: [true], items: false }, [1, 2], ["/1", "items", "must not be there"]],
    [
      { contains: { const: 1 } },
      [2],
      ["", "contains", "must have at least 1 item as contains describes it, has 0"],
    ],
    [{ const: "a" }, "b", ["", "const", 'must be "a"']],
    [{ items: { minimum: 3 } }, [4, 2], ["/1", "minimum", "must be at least 3, not 2"]],
    [{ multipleOf: 0.1 }, 0.25, ["", "multipleOf", "must be a multiple of 0.1, and 0.25 is not"]],
    [{ maxLength: 1 }, "😀é", ["", "maxLength", "must have at most 1 character, has 2"]],
    [
      { uniqueItems: true },
      [1, 2, 1],
      ["", "uniqueItems", "must have no item twice: items 0 and 2 are equal"],
    ],
    [
      { dependentRequired: { card: ["address"] } },
      { card: 1 },
      ["/address", "dependentRequired", 'must be there, since "card" is'],
    ],
    [
      { propertyNames: { maxLength: 2 } },
      { abc: 1 },
      ["/abc", "propertyNames", "has a name that must have at most 2 characters, has 3"],
    ],
    [
      { oneOf: [{ type: "number" }, { minimum: 2 }] },
      3,
      ["", "oneOf", "must fit exactly one of 2 alternatives, and fits 2 (numbers 1, 2)"],
    ],
  ])("says of %j and %j: %j", (schema, event, [pointer, keyword, message]) =>
    expect(errorsOf(schema, event)).toEqual([{ pointer, keyword, message }]),
  );

  it("judges numbers by their value and texts by their characters", () => {
    expect(errorsOf({ type: "integer" }, parseJson("1.0"))).toEqual([]);
    expect(errorsOf({ enum: [{ a: [1, -0] }] }, parseJson('{"a":[1.0,0]}'))).toEqual([]);
    expect(errorsOf({ const: false }, 0)).toHaveLength(1);
    expect(errorsOf({ minLength: 2, maxLength: 2 }, "😀é")).toEqual([]);
    expect(errorsOf({ uniqueItems: true }, [1, true, "1", [1], { a: 1 }, ["1"]])).toEqual([]);
  });

  it("asks nothing of a format", () =>
    expect(errorsOf({ format: "date-time" }, "soon")).toEqual([]));

  it("names the alternative that comes nearest, and what is wrong with that", () => {
    const schema = {
      properties: {
        shape: {
          anyOf: [
            { type: "string" },
            { type: "object", required: ["kind", "side"], properties: { kind: { const: "box" } } },
            {
              type: "object",
              required: ["kind", "radius"],
              properties: { kind: { const: "ball" }, radius: { type: "number" } },
            },
          ],
        },
      },
    };
    expect(errorsOf(schema, { shape: { kind: "ball", radius: "2" } })).toEqual([
      {
        pointer: "/shape",
        keyword: "anyOf",
        message:
          "fits none of 3 alternatives; number 3 comes nearest: radius must be a number, not a string",
      },
    ]);
  });

  it("tells at most a hundred errors, none longer than a few lines", () => {
    const schema = { items: { enum: Array.from({ length: 200 }, (_, i) => `${i}`.repeat(99)) } };
    const errors = errorsOf(
      schema,
      Array.from({ length: 500 }, () => "no"),
    );
    expect(errors).toHaveLength(100);
    expect(Math.max(...errors.map(({ message }) => message.length))).toBeLessThan(500);
  });

  it("judges members named like those of every object", () => {
    const schema: Json = JSON.parse(
      '{"required":["constructor"],"properties":{"__proto__":{"type":"string"}}}',
    );
    expect(errorsOf(schema, {})).toMatchObject([{ pointer: "/constructor" }]);
    const event: Json = JSON.parse('{"__proto__":1,"constructor":1}');
    expect(errorsOf(schema, event)).toMatchObject([{ pointer: "/__proto__", keyword: "type" }]);
  });

  it("follows references, recursive ones too", () => {
    const tree = { type: "object", properties: { left: { $ref: "#" }, right: { $ref: "#" } } };
    expect(errorsOf(tree, { left: { right: { left: 1 } } })).toMatchObject([
      { pointer: "/left/right/left", keyword: "type" },
    ]);
  });

  it("leaves to unevaluatedProperties what no schema that fits has judged", () => {
    const schema = {
      anyOf: [{ properties: { a: { const: 1 } }, required: ["a"] }, { properties: { b: true } }],
      unevaluatedProperties: false,
    };
    expect(errorsOf(schema, { a: 1, b: 1 })).toEqual([]);
    expect(errorsOf(schema, { a: 2, b: 1 })).toMatchObject([
      { pointer: "/a", keyword: "unevaluatedProperties" },
    ]);
  });

  it("leaves to unevaluatedItems what neither prefixItems nor contains has judged", () => {
    const schema = { prefixItems: [true], contains: { const: 2 }, unevaluatedItems: false };
    expect(errorsOf(schema, [0, 2, 2])).toEqual([]);
    expect(errorsOf(schema, [0, 2, 3])).toMatchObject([{ pointer: "/2" }]);
  });

  it("reads draft 7 as it was", () => {
    const schema = {
      ...DRAFT_7,
      items: [{ type: "number" }],
      additionalItems: { type: "string" },
      dependencies: { a: ["b"], c: { required: ["d"] } },
    };
    expect(errorsOf(schema, [1, 2])).toMatchObject([{ pointer: "/1", keyword: "type" }]);
    expect(errorsOf(schema, { a: 1, c: 1 })).toMatchObject([
      { pointer: "/b", keyword: "dependencies" },
      { pointer: "/d", keyword: "required" },
    ]);
    const definitions = { text: { type: "string" } };
    const beside = { ...DRAFT_7, $ref: "#/definitions/text", maxLength: 1, definitions };
    expect(errorsOf(beside, "abc")).toEqual([]);
  });
});
