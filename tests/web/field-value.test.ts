import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIJson } from "../../core/i-json.ts";
import { parseJson, type Json } from "../../core/json.ts";
import {
  describedBy,
  fieldFor,
  faultIn,
  membersFor,
  messagesAt,
  newItem,
  orNothing,
  readText,
  textOf,
  withMember,
} from "../../web/field-value.ts";
import { fieldOf, JSON_FIELD, type Field } from "../../web/schema-fields.ts";
import { anySchema } from "../support/random-schemas.ts";

/** As the server lets it in: without numbers that a double changes. */
const anyJson = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => parseJson(JSON.stringify(value)))
  .filter((value) => parseIJson(JSON.stringify(value)).ok);
const KEPT = "that is kept as it is written";
const text = fieldOf({ type: "string" });
const number = fieldOf({ type: "number" });

describe("the value of a field", () => {
  it.each<[Field, string, { value?: Json; fault?: string }]>([
    [text, "", {}],
    [text, " a", { value: " a" }],
    [text, "1", { value: "1" }],
    [number, "", {}],
    [number, " 1.50", { value: 1.5 }],
    [number, "-1e3", { value: -1000 }],
    [number, "1,5", { value: "1,5", fault: "must be a number" }],
    [number, "1e400", { value: "1e400", fault: `must be a number ${KEPT}` }],
    [number, "9007199254740993", { value: "9007199254740993", fault: `must be a number ${KEPT}` }],
    [number, "[1]", { value: "[1]", fault: "must be a number" }],
    [JSON_FIELD, '{"a": [1]}', { value: { a: [1] } }],
    [JSON_FIELD, '{"a":', { value: '{"a":', fault: `must be JSON ${KEPT}` }],
    [JSON_FIELD, '{"a":1,"a":2}', { value: '{"a":1,"a":2}', fault: `must be JSON ${KEPT}` }],
    [JSON_FIELD, "\n", {}],
  ])("in $kind is read from %j", (field, typed, { value, fault }) => {
    expect(readText(field, typed)).toEqual(value);
    expect(faultIn(field, typed)).toBe(fault);
  });

  it("is what it was when it has been shown and read, in whatever field", () => {
    fc.assert(
      fc.property(anySchema, anyJson, (schema, value) => {
        fc.pre(value !== "" && (typeof value !== "string" || value.trim() !== ""));
        const field = fieldFor(fieldOf(schema), value);
        fc.pre(["text", "json"].includes(field.kind));
        expect(readText(field, textOf(field, value))).toEqual(value);
      }),
    );
  });

  it("has a field that can show it, if need be another one than the schema's", () => {
    const select = fieldOf({ enum: [1, { a: 1 }], title: "Size", description: "In cm." });
    expect(fieldFor(select, { a: 1 })).toBe(select);
    expect(fieldFor(select, undefined)).toBe(select);
    expect(fieldFor(select, 2)).toBe(select);
    const size = fieldOf({ type: "string", title: "Size", description: "In cm." });
    expect(fieldFor(size, 2)).toMatchObject({ kind: "json", title: "Size", hint: "In cm." });
    expect(fieldFor(text, 1).kind).toBe("json");
    expect(fieldFor(number, "1,5").kind).toBe("number");
    expect(fieldFor(fieldOf({ type: "boolean" }), 0).kind).toBe("json");
    expect(fieldFor(fieldOf({ properties: {} }), []).kind).toBe("json");
    expect(fieldFor(fieldOf({ type: "array", items: {} }), {}).kind).toBe("json");
  });
});

describe("the members of an object", () => {
  const { members } = { members: [{ name: "a", isRequired: true, field: text }] };

  it("are those of the form and those that are there besides", () => {
    expect(membersFor(members, { b: 1, a: "x" }).map(({ name }) => name)).toEqual(["a", "b"]);
    expect(membersFor(members, undefined)).toEqual(members);
  });

  it("stay where they are when one of them changes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), anyJson)), fc.string(), (entries, name) => {
        const object = parseJson(JSON.stringify(Object.fromEntries(entries)));
        const written = withMember(object, name, "new");
        expect(written).toEqual({ ...Object(object), ...Object.fromEntries([[name, "new"]]) });
        expect(Object.keys(withMember(written, name, undefined))).toEqual(
          Object.keys(Object(object)).filter((one) => one !== name),
        );
      }),
    );
    expect(withMember(undefined, "__proto__", 1)).toEqual(parseJson('{"__proto__": 1}'));
  });

  it("leave nothing behind if there are none and need not be", () => {
    expect(orNothing({}, false)).toBeUndefined();
    expect(orNothing({}, true)).toEqual({});
    expect(orNothing({ a: 1 }, false)).toEqual({ a: 1 });
  });
});

describe("a new item of a list", () => {
  it.each<[Json, Json]>([
    [{ type: "string" }, ""],
    [{ type: "number" }, ""],
    [{ type: "number", default: 3 }, 3],
    [{ type: "boolean" }, false],
    [{ enum: ["a", "b"] }, "a"],
    [{ type: "object", properties: { a: { const: 1 } }, required: ["a"] }, { a: 1 }],
    [{ type: "array", items: { type: "string" } }, []],
    [{}, null],
  ])("with the schema %j is %j", (schema, item) => {
    const field = fieldOf(schema);
    expect(newItem(field)).toEqual(item);
    expect(fieldFor(field, newItem(field)).kind).toBe(field.kind);
  });
});

describe("what is wrong at a place", () => {
  const errors = [
    { pointer: "", keyword: "minProperties", message: "must have a member" },
    { pointer: "/a", keyword: "type", message: "must be an object" },
    { pointer: "/a/b", keyword: "required", message: "must be there" },
    { pointer: "/ab", keyword: "type", message: "must be a text" },
  ];

  it("is told there, unless a field inside tells it", () => {
    expect(messagesAt(errors, "/a", ["/a/b"])).toEqual(["must be an object"]);
    expect(messagesAt(errors, "/a")).toEqual(["must be an object", "/b must be there"]);
    expect(messagesAt(errors, "/a/b")).toEqual(["must be there"]);
    expect(messagesAt(errors, "", ["/a"])).toEqual(["must have a member", "/ab must be a text"]);
  });
});

describe("what describes a field", () => {
  it("is its hint and what is wrong with it, as far as there is any", () => {
    expect(describedBy("f", "Its name.", ["must be there"])).toBe("f-hint f-fault");
    expect(describedBy("f", "Its name.", [])).toBe("f-hint");
    expect(describedBy("f", "", ["must be there"])).toBe("f-fault");
    expect(describedBy("f", "", [])).toBeUndefined();
  });
});
