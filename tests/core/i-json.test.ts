import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject, parseJson, type Json } from "../../core/json.ts";
import { parseIJson } from "../../core/i-json.ts";

/** JSON without -0, which JSON.stringify does not write, and without integers beyond 2^53-1. */
const json = fc.jsonValue({ maxDepth: 5, stringUnit: "binary" }).map((value): Json => {
  const text = JSON.stringify(value, (_, member: unknown) =>
    isUnsafeInteger(member) ? 0 : member,
  );
  return parseJson(text);
});
const gap = fc.string({ unit: fc.constantFrom(" ", "\t", "\n", "\r"), maxLength: 3 });
const text = fc.string({ unit: "binary" });
const half = fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit));

function isUnsafeInteger(value: unknown): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

interface Style {
  /** White space around every token. */
  readonly gap?: string;
  readonly string?: (value: string) => string;
  /** Hands on the members of an object, as written; the names are its own. */
  readonly members?: (written: readonly string[], names: readonly string[]) => readonly string[];
}

function write(value: Json, style: Style): string {
  const { gap: space = "", string = JSON.stringify, members = (written) => written } = style;
  const around = (token: string): string => space + token + space;
  if (typeof value === "string") return around(string(value));
  if (Array.isArray(value))
    return around(`[${around(value.map((item) => write(item, style)).join())}]`);
  if (!isJsonObject(value)) return around(JSON.stringify(value));
  const written = Object.entries(value).map(
    ([name, member]) => `${around(string(name))}:${write(member, style)}`,
  );
  return around(`{${around(members(written, Object.keys(value)).join())}}`);
}

/** A string with every UTF-16 unit as an escape. */
function escaped(value: string): string {
  const units = Array.from({ length: value.length }, (_, i) => value.charCodeAt(i));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("")}"`;
}

/** Why a text is refused; `undefined` if it is not. */
function refusal(body: string): string | undefined {
  const outcome = parseIJson(body);
  if (outcome.ok) return undefined;
  expect(outcome.problem.code).toBe("invalid-json");
  return outcome.problem.detail;
}

function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

function nestedObjects(depth: number): string {
  return `${'{"a":'.repeat(depth)}0${"}".repeat(depth)}`;
}

describe("parseIJson", () => {
  it("reads what JSON.stringify writes, indented or not", () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2, "\t"), (value, indent) => {
        expect(parseIJson(JSON.stringify(value))).toEqual({ ok: true, value });
        expect(parseIJson(JSON.stringify(value, null, indent))).toEqual({ ok: true, value });
      }),
      { numRuns: 1000 },
    );
  });

  it("reads the same with white space around every token and every character as an escape", () => {
    fc.assert(
      fc.property(json, gap, (value, space) => {
        expect(parseIJson(write(value, { gap: space }))).toEqual({ ok: true, value });
        const body = write(value, { gap: space, string: escaped });
        expect(parseIJson(body)).toEqual({ ok: true, value });
      }),
    );
  });

  it("refuses a member twice, in whichever object and however it is spelled", () => {
    const root = fc.dictionary(text, json, { minKeys: 1, noNullPrototype: true });
    const place = fc.record({
      object: fc.nat(),
      name: fc.nat(),
      at: fc.nat(),
      gap,
      string: fc.constantFrom(JSON.stringify, escaped),
    });
    fc.assert(
      fc.property(root, json, place, (members, member, where) => {
        const value = parseJson(JSON.stringify(members));
        let objects = 0;
        write(value, { members: (written) => ((objects += written.length > 0 ? 1 : 0), written) });
        let skip = where.object % objects;
        const body = write(value, {
          gap: where.gap,
          members: (written, names) => {
            if (written.length === 0 || skip-- !== 0) return written;
            const name = names[where.name % names.length] ?? "";
            const again = `${where.string(name)}:${JSON.stringify(member)}`;
            return written.toSpliced(where.at % (written.length + 1), 0, again);
          },
        });
        expect(refusal(body)).toMatch(/^The member ".* stands twice in one object\.$/s);
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses half of a surrogate pair, in a value and in a name", () => {
    fc.assert(
      fc.property(text, half, text, (before, lone, after) => {
        const body = JSON.stringify(before + lone + after);
        expect(refusal(body)).toContain("surrogate");
        expect(refusal(`[{"a":[${body}]}]`)).toContain("surrogate");
        expect(refusal(`[{${body}:0}]`)).toContain("surrogate");
      }),
    );
  });

  it("refuses every integer beyond 2^53-1", () => {
    const beyond = fc.bigInt({ min: 2n ** 53n, max: 10n ** 40n });
    fc.assert(
      fc.property(beyond, fc.constantFrom("", "-"), (integer, sign) => {
        expect(refusal(`[${sign}${integer}]`)).toContain("2^53-1");
      }),
    );
  });

  const kept =
    "0 -0 0.0 5.0 1.50 0.1 1e2 1E5 1e+2 0e999999 0.30000000000000004 -0.30000000000000004 " +
    "9007199254740991 -9007199254740991 1.7976931348623157e308 5e-324";
  it.each(kept.split(" "))("reads the number %s", (body) => {
    expect(parseIJson(body)).toEqual({ ok: true, value: Number(body) });
  });

  it.each<[string, Json]>([
    ['"\\\\\\\\\\""', '\\\\"'],
    ['["\\\\","\\"","\\\\\\"",""]', ["\\", '"', '\\"', ""]],
    ['{"\\\\":"\\\\","\\"":"\\""}', { "\\": "\\", '"': '"' }],
    ['"{\\"a\\":1,\\"a\\":2} 1e400 [[["', '{"a":1,"a":2} 1e400 [[['],
    ['{"\\uD83D\\ude00":"\\\\ud83d"}', { "😀": "\\ud83d" }],
    ['[{"a":1},{"a":1}]', [{ a: 1 }, { a: 1 }]],
    ['{"a":{"a":{"a":1}},"b":{"a":1}}', { a: { a: { a: 1 } }, b: { a: 1 } }],
    ['{"a":"a","A":"a","":":"}', { a: "a", A: "a", "": ":" }],
  ])("reads %s", (body, value) => {
    expect(parseIJson(body)).toEqual({ ok: true, value });
  });

  it("takes __proto__ for a name like any other", () => {
    const body = '{"__proto__":{"a":1},"constructor":{"__proto__":null}}';
    const outcome = parseIJson(body);
    expect(JSON.stringify(outcome.ok && outcome.value)).toBe(body);
    expect(refusal('{"__proto__":1,"__proto__":1}')).toContain("twice");
  });

  it.each([
    ['{"a":1,"a":1}', '"a"'],
    ['{"a":1,"\\u0061":2}', '"\\u0061"'],
    ['{"\\u0061":1,"a":2}', '"a"'],
    ['{"a":1,"b":{"a":1},"a":2}', '"a"'],
    ['[0,[{"x":{"b":[],"b":{}}}]]', '"b"'],
    ['[{"a":1},{"a":1,"c":2,"c":"a"}]', '"c"'],
    ['{"a":"}","b":"{","a" : "\\""}', '"a"'],
    ['{"\\"":1,"\\u0022":2}', '"\\u0022"'],
  ])("names what stands twice in %s: %s", (body, name) => {
    expect(refusal(body)).toBe(`The member ${name} stands twice in one object.`);
  });

  it.each([
    ["1e400", "kept exactly"],
    ["1e-400", "kept exactly"],
    ["12345678901234567890", "2^53-1"],
    ["9007199254740993", "2^53-1"],
    ["-9007199254740993", "2^53-1"],
    ["9007199254740993.0", "2^53-1"],
    ["0.12345678901234567890", "kept exactly"],
    ["0.1000000000000000055511151231257827", "kept exactly"],
    ['{"a":[{"b":-1E400}]}', "-1E400"],
  ])("refuses %s, since it would change", (body, reason) => {
    expect(refusal(body)).toContain(reason);
  });

  const broken =
    `| |{|}|[1,]|{"a":1,}|{"a"}|{a:1}|'a'|"|"\\x"|"\\u12"|"a\nb"|01|+1|.5|1.|1e|0x1|NaN|` +
    '-Infinity|-|nul|1 2|[1 2]|/**/1|\uFEFF1|\u00A01|{"a":1}}';
  it.each(broken.split("|"))("refuses %j, which is no JSON", (body) => {
    expect(refusal(body)).toMatch(/JSON|position/);
  });

  it("takes 64 levels of nesting and no more", () => {
    for (const at of [nested, nestedObjects]) {
      expect(refusal(at(64))).toBeUndefined();
      expect(refusal(at(65))).toContain("nested deeper than 64");
    }
    expect(refusal(`{"a":${nested(63)}}`)).toBeUndefined();
    expect(refusal(`{"a":${nested(64)}}`)).toContain("nested");
    expect(refusal(`[${Array(100).fill(nested(63)).join()}]`)).toBeUndefined();
    expect(refusal(JSON.stringify("[".repeat(100)))).toBeUndefined();
  });

  it("has no stack to overflow", () => {
    expect(refusal("[".repeat(2_000_000))).toContain("JSON");
    expect(refusal(nested(2_000_000))).toContain("nested");
    expect(refusal(`["\\ud800",${nestedObjects(200_000)}]`)).toContain("nested");
  });

  it.each([
    ["letters", "x".repeat(3 * 1024 * 1024)],
    ["backslashes", "\\".repeat(1_500_000)],
    ["quotes", '"'.repeat(1_500_000)],
    ["emoji", "😀".repeat(786_432)],
  ])("reads a string of 3 MiB of %s", (_, value) => {
    const outcome = parseIJson(JSON.stringify(value));
    expect(outcome.ok && outcome.value === value).toBe(true);
    const twice = `{"s":${JSON.stringify(value)},"a":0,"a":0}`;
    expect(refusal(twice)).toBe('The member "a" stands twice in one object.');
  });
});
