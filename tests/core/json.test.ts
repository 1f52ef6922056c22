import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject, jsonEqual, parseJson, type Json } from "../../core/json.ts";

/** As it is read from text: without -0, with `__proto__` as a member like any other. */
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => parseJson(JSON.stringify(value)));

/** Every value that differs from this one in one place. */
function* changes(value: Json): Generator<Json> {
  yield [value];
  if (Array.isArray(value)) yield* arrayChanges(value);
  else if (isJsonObject(value)) yield* objectChanges(value);
  else yield changedLeaf(value);
}

function changedLeaf(value: Json): Json {
  if (typeof value === "string") return `${value}.`;
  if (typeof value === "boolean") return !value;
  return value === null ? false : null;
}

function* arrayChanges(items: readonly Json[]): Generator<Json> {
  yield Object.fromEntries(items.entries());
  yield [...items, null];
  for (const [i, item] of items.entries()) {
    yield items.toSpliced(i, 1);
    for (const changed of changes(item)) yield items.with(i, changed);
  }
}

function* objectChanges(object: { readonly [name: string]: Json }): Generator<Json> {
  const members = Object.entries(object);
  const names = members.map(([name]) => name);
  yield Object.values(object);
  yield Object.fromEntries([...members, [`${names.join("")}.`, null]]);
  for (const [i, [name, member]] of members.entries()) {
    yield Object.fromEntries(members.toSpliced(i, 1));
    yield Object.fromEntries(members.with(i, [`${names.join("")}.`, member]));
    for (const changed of changes(member))
      yield Object.fromEntries(members.with(i, [name, changed]));
  }
}

/** The same value with the members of every object the other way round. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, reversed(member)] as const);
  return Object.fromEntries(members.toReversed());
}

describe("jsonEqual", () => {
  it("holds between a value and its copy", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(jsonEqual(value, structuredClone(value))).toBe(true);
        expect(jsonEqual(value, parseJson(JSON.stringify(value)))).toBe(true);
      }),
    );
  });

  it("does not ask in which order the members of an object stand", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(jsonEqual(value, reversed(value))).toBe(true);
        expect(jsonEqual(reversed(value), value)).toBe(true);
      }),
    );
  });

  it("does not hold after any one change, whichever side it is on", () => {
    fc.assert(
      fc.property(json, (value) => {
        for (const changed of changes(value)) {
          expect(jsonEqual(value, changed)).toBe(false);
          expect(jsonEqual(changed, value)).toBe(false);
        }
      }),
    );
  });

  it("is the same in both directions", () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(jsonEqual(a, b)).toBe(jsonEqual(b, a));
      }),
    );
  });

  it.each([
    ["null", "null", true],
    ["0", "-0", true],
    ["1", "1.0", true],
    ["[]", "[]", true],
    ["{}", "{}", true],
    ['{"a":1,"b":[{"c":2,"d":3}]}', '{"b":[{"d":3,"c":2}],"a":1}', true],
    ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}', true],
    ['{"__proto__":{"a":1}}', '{"__proto__":{"a":2}}', false],
    ['{"__proto__":{}}', "{}", false],
    ['{"__proto__":null}', '{"a":null}', false],
    ['{"__proto__":null}', "{}", false],
    ['{"toString":null}', '{"valueOf":null}', false],
    ['{"constructor":1}', "{}", false],
    ['{"a":null}', "{}", false],
    ['{"a":null}', '{"b":null}', false],
    ['{"length":0}', "[]", false],
    ["{}", "[]", false],
    ["[]", "{}", false],
    ["{}", "null", false],
    ["null", "[]", false],
    ["[null]", "[]", false],
    ["[1,2]", "[2,1]", false],
    ["[[]]", "[]", false],
    ["1", '"1"', false],
    ["0", "false", false],
    ["0", "null", false],
    ['""', "null", false],
    ['"a"', '"A"', false],
    ['"\\u00e9"', '"e\\u0301"', false],
  ])("between %s and %s: %s", (a, b, equal) => {
    expect(jsonEqual(parseJson(a), parseJson(b))).toBe(equal);
    expect(jsonEqual(parseJson(b), parseJson(a))).toBe(equal);
  });
});

describe("isJsonObject", () => {
  it.each(["{}", '{"a":[]}', '{"__proto__":null}'])("takes %s", (text) => {
    expect(isJsonObject(parseJson(text))).toBe(true);
  });

  it.each(["null", "[]", "[{}]", '"{}"', "0", "true"])("does not take %s", (text) => {
    expect(isJsonObject(parseJson(text))).toBe(false);
  });

  it("does not take what is missing", () => {
    expect(isJsonObject(undefined)).toBe(false);
  });
});

describe("parseJson", () => {
  it("reads back what JSON.stringify wrote", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(parseJson(JSON.stringify(value))).toEqual(value);
      }),
    );
  });

  it("takes __proto__ for a name like any other", () => {
    const value = parseJson('{"__proto__":{"a":1}}');
    expect(JSON.stringify(value)).toBe('{"__proto__":{"a":1}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each(["", " ", "{", "[1,]", '{"a":1,}', "{a:1}", "'a'", "NaN", "undefined", "01", "1 2"])(
    "throws a SyntaxError on %j",
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    },
  );
});
