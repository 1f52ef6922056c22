import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import { fieldOf, type Field } from "../../web/schema-fields.ts";
import { anySchema } from "../support/random-schemas.ts";

const kindOf = (schema: Json) => fieldOf(schema).kind;

function membersOf(field: Field): string[] {
  return field.kind === "object" ? field.members.map(({ name }) => name) : [];
}

function countOf(field: Field): number {
  if (field.kind === "list") return 1 + countOf(field.item);
  if (field.kind !== "object") return 1;
  return field.members.reduce((sum, member) => sum + countOf(member.field), 1);
}

describe("the field of a schema", () => {
  it.each<[Json, Field["kind"]]>([
    [{ type: "string" }, "text"],
    [{ type: ["null", "string"] }, "text"],
    [{ type: "integer" }, "number"],
    [{ type: "number" }, "number"],
    [{ type: "boolean" }, "checkbox"],
    [{ enum: ["a", 1, null] }, "select"],
    [{ type: "string", enum: ["a"] }, "select"],
    [{ const: { a: 1 } }, "select"],
    [{ properties: {} }, "object"],
    [{ type: "array", items: { type: "string" } }, "list"],
    [{ type: "array" }, "json"],
    [{ type: "array", items: false }, "json"],
    [{ type: "array", prefixItems: [{}], items: {} }, "json"],
    [{ type: "object" }, "json"],
    [{ type: ["string", "number"] }, "json"],
    [{ properties: {}, anyOf: [{}] }, "json"],
    [{ enum: Array.from({ length: 1000 }, (_, n) => n) }, "json"],
    [{}, "json"],
    [true, "json"],
    [{ $ref: "#/$defs/a", $defs: { a: { type: "string" } } }, "text"],
    [{ $ref: "#" }, "json"],
    [{ $ref: "#/$defs/none" }, "json"],
  ])("of %j is one for %s", (schema, kind) => {
    expect(kindOf(schema)).toBe(kind);
  });

  it("says what the schema says, and begins with what there must be", () => {
    const schema = {
      type: "object",
      title: "Fruit",
      description: "What grew.",
      properties: {
        kind: { const: "fruit" },
        ripe: { type: "boolean" },
        sweet: { type: "boolean" },
        name: { type: "string" },
        color: { type: "string", default: "red" },
        from: { type: "object", properties: { ripe: { type: "boolean" } }, required: ["ripe"] },
        parts: { type: "array", items: { type: "string" } },
      },
      required: ["kind", "ripe", "name", "color", "from", "parts"],
    };
    const field = fieldOf(schema);
    expect(field).toMatchObject({ kind: "object", title: "Fruit", hint: "What grew." });
    expect(membersOf(field)).toEqual(Object.keys(schema.properties));
    expect(field.initial).toEqual({
      kind: "fruit",
      ripe: false,
      color: "red",
      from: { ripe: false },
      parts: [],
    });
  });

  it("ends where a schema contains itself, and where there is too much of it", () => {
    const tree = {
      type: "object",
      properties: { name: { type: "string" }, left: { $ref: "#" }, more: { items: { $ref: "#" } } },
    };
    const field = fieldOf(tree);
    const members = field.kind === "object" ? field.members : [];
    expect(members.map((member) => member.field.kind)).toEqual(["text", "json", "json"]);
    const names = Array.from({ length: 5000 }, (_, n) => [`m${n}`, { items: tree, type: "array" }]);
    expect(countOf(fieldOf({ properties: Object.fromEntries(names) }))).toBeLessThan(6000);
  });

  it("is there for any schema, and has an end", () => {
    fc.assert(
      fc.property(anySchema, (schema) => {
        expect(countOf(fieldOf(schema))).toBeLessThan(1000);
      }),
    );
  });
});
