import { describe, expect, it } from "vitest";
import type { Json } from "../../../core/json.ts";
import { admitSchema } from "../../../worker/json-schema/admit-schema.ts";

const DRAFT_7 = { $schema: "http://json-schema.org/draft-07/schema#" };

function refusalsOf(schema: Json) {
  const admitted = admitSchema(schema);
  return admitted.ok ? [] : (admitted.problem.errors ?? []);
}

function warningsOf(schema: Json) {
  const admitted = admitSchema(schema);
  if (!admitted.ok) throw new Error(admitted.problem.detail);
  return admitted.value.warnings;
}

/** `{ name: { name: … inner } }`, this deep. */
function nested(depth: number, inner: Json, name: string): Json {
  return depth === 0 ? inner : { [name]: nested(depth - 1, inner, name) };
}

describe("the admission of a schema", () => {
  it.each<Json>([
    true,
    false,
    {},
    { $schema: "https://json-schema.org/draft/2020-12/schema", $id: "https://a.example/order" },
    { ...DRAFT_7, definitions: { a: { type: "string" } }, items: [{ $ref: "#/definitions/a" }] },
    { $defs: { "a/b%": {} }, $ref: "#/$defs/a~1b%25" },
    { properties: { next: { $ref: "#" } } },
    { properties: { $ref: { type: "string" }, pattern: { const: { $ref: 1 } } } },
  ])("takes %j", (schema) => expect(admitSchema(schema)).toMatchObject({ ok: true }));

  it.each<[Json, string, [keyword: string, reason: string]]>([
    [7, "", ["type", "must be a schema: an object, true or false"]],
    [{ type: "text" }, "/type", ["type", "must be one of array, boolean"]],
    [{ required: ["a", "a"] }, "/required", ["required", "different strings"]],
    [{ properties: { a: 1 } }, "/properties/a", ["type", "must be a schema"]],
    [{ allOf: [[]] }, "/allOf/0", ["type", "must be a schema"]],
    [{ multipleOf: 0 }, "/multipleOf", ["multipleOf", "greater than 0"]],
    [{ maxLength: -1 }, "/maxLength", ["maxLength", "whole number"]],
    [{ $schema: "https://json-schema.org/v1" }, "/$schema", ["$schema", "2020-12"]],
    [{ $schema: 7 }, "/$schema", ["$schema", "2020-12"]],
    [{ $dynamicRef: "#a" }, "/$dynamicRef", ["$dynamicRef", "is not supported"]],
    [{ not: { $id: "a" } }, "/not/$id", ["$id", "at the root only"]],
    [{ items: [{}] }, "/items", ["items", "must be a schema"]],
    [{ dependencies: {} }, "/dependencies", ["dependencies", "use dependentRequired"]],
    [{ $ref: "#/$defs/a" }, "/$ref", ["$ref", "there is no schema"]],
    [{ $ref: "#/title", title: "a" }, "/$ref", ["$ref", "there is no schema"]],
    [{ $ref: "other.json" }, "/$ref", ["$ref", "nothing is fetched"]],
    [{ $ref: "#" }, "", ["$ref", "without end"]],
    [{ anyOf: [{ not: { $ref: "#" } }] }, "", ["$ref", "without end"]],
    [{ pattern: "(?=a)" }, "/pattern", ["pattern", "linear time"]],
    [{ patternProperties: { "(": {} } }, "/patternProperties/(", ["patternProperties", "ECMA-262"]],
  ])("refuses %j at %s: %j", (schema, pointer, [keyword, reason]) => {
    const [error] = refusalsOf(schema);
    expect(error).toMatchObject({ pointer, keyword });
    expect(error?.message).toContain(reason);
  });

  it("tells of keywords that ask for nothing, each once", () => {
    const schema = { "x-unit": "kg", nullable: true, properties: { a: { nullable: true } } };
    expect(warningsOf(schema)).toEqual([
      {
        pointer: "/nullable",
        keyword: "nullable",
        message: "is ignored: it is no keyword of JSON Schema",
      },
    ]);
    expect(warningsOf({ ...DRAFT_7, minContains: 2 })).toMatchObject([{ keyword: "minContains" }]);
  });

  it("tells of what stands beside $ref in draft 7, where it does not count", () => {
    const definitions = { a: true };
    const schema = { ...DRAFT_7, definitions, $ref: "#/definitions/a", maxLength: 3, title: "t" };
    expect(warningsOf(schema)).toMatchObject([{ pointer: "/maxLength", keyword: "maxLength" }]);
    expect(
      warningsOf({ ...schema, $schema: "https://json-schema.org/draft/2020-12/schema" }),
    ).toEqual([]);
  });

  it("refuses references that double again and again", () => {
    const two = (i: number) => ({ allOf: [{ $ref: `#/$defs/d${i}` }, { $ref: `#/$defs/d${i}` }] });
    const doubles = Array.from({ length: 20 }, (_, i) => [`d${i}`, two(i + 1)] as const);
    const schema = { $defs: { ...Object.fromEntries(doubles), d20: {} }, ...two(0) };
    expect(JSON.stringify(schema).length).toBeLessThan(1500);
    expect(refusalsOf(schema)).toMatchObject([
      { message: expect.stringContaining("applies more") },
    ]);
  });

  it("refuses a long chain of references", () => {
    const links = Array.from({ length: 100 }, (_, i) => [`d${i}`, { $ref: `#/$defs/d${i + 1}` }]);
    const schema = { $defs: { ...Object.fromEntries(links), d100: {} } };
    expect(refusalsOf(schema)).toMatchObject([{ message: expect.stringContaining("64 deep") }]);
  });

  it.each<[string, Json]>([
    ["is nested deeper than 64 levels", nested(65, {}, "not")],
    [
      "is nested deeper than 64",
      (() => {
        let deep: Json = {};
        for (let i = 0; i < 20_000; i += 1) deep = { not: deep };
        return deep;
      })(),
    ],
    ["is larger than 1048576 bytes", { title: "x".repeat(1024 * 1024) }],
    ["more than 5000 schemas", { allOf: Array.from({ length: 5001 }, () => true) }],
    ["more than 30000 keywords, values", { enum: Array.from({ length: 30_001 }, (_, i) => i) }],
    [
      "more than 30000 keywords, values in enum and names",
      {
        allOf: Array.from({ length: 31 }, () => ({
          required: Array.from({ length: 1000 }, (_, i) => `${i}`),
        })),
      },
    ],
    [
      "more than 20000 characters",
      { allOf: Array.from({ length: 30 }, (_, i) => ({ pattern: `${i}`.padEnd(1000, "a") })) },
    ],
    [
      "repeats, with the others",
      { allOf: Array.from({ length: 30 }, (_, i) => ({ pattern: `a{1000}${i}` })) },
    ],
    [
      "more than 200 character sets",
      {
        allOf: Array.from({ length: 300 }, (_, i) => ({
          pattern: `[a${String.fromCodePoint(0x4e00 + i)}]`,
        })),
      },
    ],
    [
      String.raw`more than 50 properties such as \p{L}`,
      { pattern: `[${String.raw`\p{L}`.repeat(3000)}]` },
    ],
  ])("refuses one that is too much, since it %s", (reason, schema) => {
    const admitted = admitSchema(schema);
    expect(admitted).toMatchObject({ ok: false, problem: { code: "schema-invalid" } });
    expect(refusalsOf(schema)[0]?.message).toContain(reason);
  });
});
