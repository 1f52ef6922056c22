import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../core/json.ts";
import {
  jsonDifference,
  lineDifference,
  withoutTheSame,
  type DifferenceLine,
} from "../../web/line-difference.ts";

const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 9 });
const anyJson = fc.jsonValue({ maxDepth: 3 }).map((value) => parseJson(JSON.stringify(value)));

function without(kind: DifferenceLine["kind"], difference: readonly DifferenceLine[]): string[] {
  return difference.filter((line) => line.kind !== kind).map(({ text }) => text);
}

/** The length of the longest text that can be had from both by leaving out lines. */
function mostInCommon(a: readonly string[], b: readonly string[]): number {
  const [first, ...rest] = a;
  if (first === undefined || b.length === 0) return 0;
  const at = b.indexOf(first);
  const taken = at === -1 ? 0 : 1 + mostInCommon(rest, b.slice(at + 1));
  return Math.max(taken, mostInCommon(rest, b));
}

describe("the difference of two texts", () => {
  it("leads from one to the other, by as few lines as can be", () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const difference = lineDifference(before, after);
        expect(without("added", difference)).toEqual(before);
        expect(without("removed", difference)).toEqual(after);
        const same = difference.filter(({ kind }) => kind === "same");
        expect(same).toHaveLength(mostInCommon(before, after));
      }),
    );
  });

  it("is told of long texts too", () => {
    const many = (name: string) => Array.from({ length: 3000 }, (_, n) => `${name} ${n}`);
    const difference = lineDifference(["x", ...many("a"), "y"], ["x", ...many("b"), "y"]);
    expect(without("added", difference)).toEqual(["x", ...many("a"), "y"]);
    expect(without("removed", difference)).toEqual(["x", ...many("b"), "y"]);
    expect(difference).toHaveLength(6002);
  });

  it("can be shown without what is the same and far away", () => {
    const before = Array.from({ length: 20 }, (_, n) => String(n));
    const difference = lineDifference(before, before.with(10, "new"));
    const [first, shown, last, ...more] = withoutTheSame(difference, 2);
    expect([first, last, more]).toEqual([8, 7, []]);
    expect(shown).toEqual(difference.slice(8, 14));
    expect(withoutTheSame(lineDifference(before, before))).toEqual([20]);
  });
});

describe("the difference of two JSON documents", () => {
  it("is none where only the order of members differs", () => {
    fc.assert(
      fc.property(anyJson, anyJson, (before, after) => {
        expect(jsonDifference(before, reversed(before)).every(({ kind }) => kind === "same")).toBe(
          true,
        );
        const difference = jsonDifference(before, after);
        expect(parseJson(without("added", difference).join("\n"))).toEqual(before);
        expect(parseJson(without("removed", difference).join("\n"))).toEqual(after);
      }),
    );
  });
});

function reversed(value: ReturnType<typeof parseJson>): ReturnType<typeof parseJson> {
  return parseJson(
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toReversed())
        : inner,
    ),
  );
}
