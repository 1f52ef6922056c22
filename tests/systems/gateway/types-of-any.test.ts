import * as fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parseJson, type Json } from "../../../core/json.ts";
import { typesOf } from "../../../systems/gateway/types-of.ts";
import { anySchema, schemaAndValue } from "../../support/random-schemas.ts";
import { faultsOf } from "../../support/types-compiler.ts";

const MAX_CHARS = 256 * 1024;

/** How deep the brackets of a text go. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [bracket] of text.matchAll(/[{}[\]()]/g)) {
    depth += "{[(".includes(bracket) ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function nested(times: number, around: (inner: Json) => Json): Json {
  let schema: Json = { type: "string" };
  for (let n = 0; n < times; n += 1) schema = around(schema);
  return schema;
}

describe("the types of any schema", () => {
  it("take names and descriptions that are meant to break out for what they are", () => {
    const nasty = [
      "*/ export const a = 1; /*",
      "__proto__",
      "constructor",
      "a\nb\u2028c\u0000",
      '"]: 1; }; evil(); type x = {',
      "new",
      "`${a}`",
      "\\",
      "",
    ];
    const named = nasty.map((text) => [text, { description: text, const: text }]);
    const schema = parseJson(
      `{"description": ${JSON.stringify(nasty.join("*/"))}, "required": ${JSON.stringify(nasty)},
        "properties": {${named.map(([name, one]) => `${JSON.stringify(name)}: ${JSON.stringify(one)}`).join(",")}}}`,
    );
    const text = typesOf("Fruits", schema);
    expect(faultsOf(text)).toEqual([]);
    const { statements } = ts.createSourceFile("types.ts", text, ts.ScriptTarget.ES2023);
    expect(statements.map(({ kind }) => kind)).toEqual([ts.SyntaxKind.TypeAliasDeclaration]);
    expect(text).toContain("  __proto__: ");
  });

  it.each<[string, Json]>([
    ["many members", { properties: members(50_000, { type: "string" }) }],
    ["many values", { enum: Array.from({ length: 100_000 }, (_, n) => n) }],
    ["many places", { prefixItems: Array.from({ length: 100_000 }, () => ({ type: "string" })) }],
    ["many choices", { anyOf: Array.from({ length: 100_000 }, (_, n) => ({ const: n })) }],
    ["many parts", { properties: members(9000, { $ref: "#/$defs/a" }), $defs: { a: {} } }],
    ["many names", { $defs: members(9000, {}), allOf: references(9000) }],
    ["one long name", { properties: { ["a".repeat(500_000)]: {} } }],
    ["one long text", { description: "a".repeat(500_000) }],
    ["one long value", { const: "a".repeat(500_000) }],
    ["deep objects", nested(3000, (inner) => ({ properties: { a: inner } }))],
    ["deep lists", nested(3000, (inner) => ({ items: inner }))],
    ["deep choices", nested(3000, (inner) => ({ anyOf: [inner, { const: 1 }] }))],
    [
      "doubling objects",
      nested(40, (inner) => ({ properties: { a: inner }, additionalProperties: inner })),
    ],
    ["a deep value", { const: nested(3000, (inner) => [inner]) }],
    ["a chain of references", chain(5000)],
  ])("stay short and shallow, and whole, for %s", (_, schema) => {
    const text = typesOf("Fruits", schema);
    expect(text.length).toBeLessThan(MAX_CHARS);
    expect(depthOf(text)).toBeLessThan(64);
    expect(text).toContain("unknown");
    const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
  });

  it("are types to the compiler, and always the same, whatever the schema", () => {
    fc.assert(
      fc.property(fc.string(), anySchema, (name, schema) => {
        const text = typesOf(name, schema);
        expect(faultsOf(text)).toEqual([]);
        expect(typesOf(name, schema)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it("take in every value that fits, as the compiler sees it", () => {
    fc.assert(
      fc.property(schemaAndValue, ({ schema, value }) => {
        const text = `${typesOf("Fruits", schema)}\nexport const value: Fruits = ${JSON.stringify(value)};\n`;
        expect(faultsOf(text)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

function members(count: number, schema: Json): Json {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`member${n}`, schema]));
}

function references(count: number): Json {
  return Array.from({ length: count }, (_, n) => ({ $ref: `#/$defs/member${n}` }));
}

/** Each part refers to the next one, and to nothing else. */
function chain(count: number): Json {
  const parts = Array.from({ length: count }, (_, n) => [`p${n}`, { $ref: `#/$defs/p${n + 1}` }]);
  return { $ref: "#/$defs/p0", $defs: Object.fromEntries(parts) };
}
