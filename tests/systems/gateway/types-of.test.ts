import { describe, expect, it } from "vitest";
import type { Json } from "../../../core/json.ts";
import { typesOf } from "../../../systems/gateway/types-of.ts";
import { faultsOf } from "../../support/types-compiler.ts";

/** The type that a schema gives, without its declaration. */
function typeOf(schema: Json): string {
  const text = typesOf("Fruits", schema);
  expect(text.startsWith("export type Fruits = ")).toBe(true);
  return text.slice("export type Fruits = ".length).trimEnd().replace(/;$/, "");
}

describe("the types of a schema", () => {
  it.each<[Json, string]>([
    [true, "unknown"],
    [false, "never"],
    [{}, "unknown"],
    [{ type: "string", minLength: 1, pattern: "^a" }, "string"],
    [{ type: "integer" }, "number"],
    [{ type: ["string", "null"] }, "string | null"],
    [{ type: ["number", "integer"] }, "number"],
    [{ const: "apple" }, '"apple"'],
    [{ const: null }, "null"],
    [{ enum: ["apple", 'q"\\', 1, true, null] }, '"apple" | "q\\"\\\\" | 1 | true | null'],
    [{ enum: ["apple", 1, 1.5], type: ["string", "integer"] }, '"apple" | 1'],
    [{ const: { a: [1, {}], "b c": [] } }, '{ a: [1, { [key: string]: never }]; "b c": [] }'],
    [{ enum: [] }, "never"],
    [{ type: "array" }, "unknown[]"],
    [{ type: "array", items: { type: ["string", "null"] } }, "(string | null)[]"],
    [{ items: { items: { type: "string" } } }, "string[][]"],
    [{ type: "array", items: false }, "[]"],
    [
      { type: "array", prefixItems: [{ const: 1 }, { type: ["null", "string"] }], minItems: 1 },
      "[1, (null | string)?, ...unknown[]]",
    ],
    [{ items: [{ const: 1 }], additionalItems: false, minItems: 3 }, "[1]"],
    [{ prefixItems: [true], items: { type: "string" } }, "[unknown?, ...string[]]"],
    [{ type: "object" }, "{ [key: string]: unknown }"],
    [{ type: "object", additionalProperties: false }, "{ [key: string]: never }"],
    [{ additionalProperties: { type: "string" } }, "{ [key: string]: string }"],
    [
      { patternProperties: { "^a": { type: "string" }, "^b": false }, additionalProperties: false },
      "{ [key: string]: string }",
    ],
    [{ allOf: [{ type: "string" }, { enum: ["a", "b"] }] }, 'string & ("a" | "b")'],
    [{ anyOf: [{ const: 1 }, { const: 2 }, { const: 1 }], type: "integer" }, "number & (1 | 2)"],
    [{ oneOf: [{ type: "string" }, {}] }, "unknown"],
    [{ anyOf: [{ type: "string" }, false] }, "string"],
    [{ not: { type: "string" } }, "unknown"],
    [{ type: "date" }, "unknown"],
    [{ $ref: "https://example.org/other" }, "unknown"],
    [{ $ref: "#/$defs/%zz" }, "unknown"],
    [{ $ref: "#/$defs/none", $defs: {} }, "unknown"],
  ])("are those of %j", (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  it("tell which members an object has, and what the schema says of them", () => {
    const schema = {
      description: "A fruit\nof the season.",
      type: "object",
      properties: {
        fruit: { enum: ["apple", "banana"], description: "Its name." },
        "weight in g": { type: "number", deprecated: true },
        from: { type: "object", properties: { farm: { type: "string" } } },
      },
      required: ["fruit", "ripe"],
    };
    expect(typesOf("Fruits", schema)).toBe(
      `/**
 * A fruit
 * of the season.
 */
export type Fruits = {
  /** Its name. */
  fruit: "apple" | "banana";
  /** @deprecated */
  "weight in g"?: number;
  from?: {
    farm?: string;
  };
  ripe: unknown;
};
`,
    );
  });

  it("let the other members be what the schema says, as far as TypeScript can", () => {
    const others = {
      type: "object",
      required: ["a", "b"],
      additionalProperties: { type: "number" },
    };
    expect(typeOf({ ...others, properties: { a: { type: "string" }, c: { type: "null" } } })).toBe(
      "{\n  a: string;\n  c?: null;\n  b: number;\n  [key: string]: number | string | (null | undefined);\n}",
    );
    const long = { a: { enum: ["x".repeat(200)] } };
    expect(typeOf({ ...others, properties: long })).toContain("[key: string]: unknown;");
  });

  it("have a name for each part of the schema that it refers to", () => {
    const schema = {
      properties: {
        first: { $ref: "#/$defs/fruit-color" },
        all: { items: { $ref: "#/$defs/fruit-color" } },
        shade: { $ref: "#/definitions/fruit~1color" },
        self: { $ref: "#" },
        inner: { $ref: "#/properties/all" },
      },
      $defs: { "fruit-color": { enum: ["red"] }, unused: { type: "string" } },
      definitions: { "fruit/color": { description: "How dark.", type: "number" } },
    };
    expect(typesOf("fruits", schema)).toBe(
      `export type Fruits = {
  first?: FruitColor;
  all?: FruitColor[];
  shade?: FruitColor2;
  self?: Fruits;
  inner?: All;
};

export type FruitColor = "red";

/** How dark. */
export type FruitColor2 = number;

export type All = FruitColor[];
`,
    );
  });

  it("heed what stands beside a reference, but in draft 7", () => {
    const schema = {
      $ref: "#/$defs/a",
      required: ["b"],
      $defs: { a: { properties: { a: { type: "string" } } } },
    };
    expect(typeOf(schema)).toContain("A & {\n  b: unknown;\n}");
    const draft7 = { $schema: "http://json-schema.org/draft-07/schema#", ...schema };
    expect(typeOf(draft7).split(";")[0]).toBe("A");
  });

  it("may be made of themselves, but of more than themselves", () => {
    const tree = { properties: { left: { $ref: "#" }, more: { items: { $ref: "#" } } } };
    expect(typeOf(tree)).toBe("{\n  left?: Fruits;\n  more?: Fruits[];\n}");
    expect(typeOf({ $ref: "#" })).toBe("unknown");
    expect(typeOf({ anyOf: [{ $ref: "#" }, { type: "string" }] })).toBe("unknown");
    const ring = {
      allOf: [{ $ref: "#/$defs/a" }],
      $defs: {
        a: { allOf: [{ $ref: "#/$defs/b" }, { type: "string" }] },
        b: { allOf: [{ $ref: "#/$defs/a" }, { minLength: 1 }] },
      },
    };
    const text = typesOf("Fruits", ring);
    expect(text).toBe(
      "export type Fruits = A;\n\nexport type A = B & string;\n\nexport type B = unknown;\n",
    );
    expect(faultsOf(text)).toEqual([]);
  });

  it.each([
    ["Fruits", "Fruits"],
    ["fruits", "Fruits"],
    ["fruit_colors~2-new", "FruitColors2New"],
    ["2fruits", "Event2fruits"],
    ["~~", "Event"],
    ["string", "String"],
    ["__proto__", "Proto"],
  ])("are named after the event %s", (event, name) => {
    const text = typesOf(event, { type: "string" });
    expect(text).toBe(`export type ${name} = string;\n`);
    expect(faultsOf(text)).toEqual([]);
  });
});
