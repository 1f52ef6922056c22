import { describe, expect, it } from "vitest";
import type { Json } from "../../../core/json.ts";
import { admitSchema } from "../../../worker/json-schema/admit-schema.ts";
import { compileSchema } from "../../../worker/json-schema/compile-schema.ts";
import { HOSTILE_CHECKS, many, nested } from "../../support/hostile-checks.ts";

function keywordsOf(schema: Json, event: Json): readonly string[] {
  expect(admitSchema(schema)).toMatchObject({ ok: true });
  return compileSchema(schema)(event).map(({ keyword }) => keyword);
}

/** In the runtime of Workers, whose stack is the one that counts. */
describe("a check of a hostile event", () => {
  it.each(HOSTILE_CHECKS)("ends when it takes too many steps: %s", (_, schema, event) =>
    expect(keywordsOf(schema, event)).toEqual(["budget"]),
  );

  it.each<[string, Json, Json]>([
    ["different objects", { uniqueItems: true }, many(20_000, (i) => ({ n: i }))],
    ["many integers", { items: { type: "integer", minimum: 0 } }, many(130_000, () => 1)],
    ["a long text", { pattern: "^[ab]*$", maxLength: 200_000 }, "ab".repeat(50_000)],
    [
      "objects among long enums of objects",
      { items: { enum: many(5000, (i) => ({ n: { m: i } })) } },
      many(10_000, (i) => ({ n: { m: i % 5000 } })),
    ],
    ["nesting", { type: "array", items: { $ref: "#" } }, nested(60, (item) => [item], [])],
  ])("has steps enough for honest work: %s", (_, schema, event) =>
    expect(keywordsOf(schema, event)).toEqual([]),
  );

  it("finds what is wrong where a backtracking engine would hang", () =>
    expect(keywordsOf({ pattern: "^(a+)+$" }, `${"a".repeat(30)}b`)).toEqual(["pattern"]));
});
