import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson, type Json } from "../../core/json.ts";
import { jsonPointer } from "../../core/json-pointer.ts";
import { lineAt, placeOf } from "../../web/json-places.ts";

const anyJson = fc
  .jsonValue({ maxDepth: 4, stringUnit: "binary" })
  .map((value) => parseJson(JSON.stringify(value)));

function* placesIn(value: Json, path: readonly string[] = []): Generator<[string, Json]> {
  yield [jsonPointer(path), value];
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) yield* placesIn(inner, [...path, name]);
}

describe("a place in a JSON text", () => {
  it.each([0, 2])(
    "is where the value begins that a pointer leads to (indented by %i)",
    (indent) => {
      fc.assert(
        fc.property(anyJson, (value) => {
          const text = JSON.stringify(value, null, indent);
          for (const [pointer, inner] of placesIn(value)) {
            const rest = text.slice(placeOf(text, pointer)).replaceAll(/\s/g, "");
            expect(rest.startsWith(JSON.stringify(inner).replaceAll(/\s/g, ""))).toBe(true);
          }
        }),
      );
    },
  );

  it("is that around it if there is no such value, and the beginning if there is nothing", () => {
    const text = '{"a": {"b": [1]},\n"a~/": 2}';
    expect(placeOf(text, "/a/b/5/c")).toBe(text.indexOf("["));
    expect(placeOf(text, "/a/c")).toBe(text.indexOf('{"b"'));
    expect(placeOf(text, "/ab")).toBe(0);
    expect(placeOf(text, "/a~0~1")).toBe(text.indexOf("2"));
    expect(placeOf("", "/a")).toBe(0);
  });

  it("is found as far as a text is plain that is no JSON", () => {
    const text = '{"a": 1, "b": [tru, "c": }]] {"d';
    expect(placeOf(text, "/b")).toBe(text.indexOf("[tru"));
    fc.assert(
      fc.property(fc.string(), fc.string(), (any, pointer) => {
        expect(placeOf(any, pointer)).toBeLessThanOrEqual(any.length);
      }),
    );
  });

  it("is on a line", () => {
    expect(lineAt("a\nb\nc", 0)).toBe(1);
    expect(lineAt("a\nb\nc", 4)).toBe(3);
  });
});
