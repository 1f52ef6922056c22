import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CharacterTests } from "../../../worker/json-schema/pattern/character-tests.ts";
import { Pattern } from "../../../worker/json-schema/pattern/pattern.ts";

const made = (source: string) => new Pattern(source, new CharacterTests());

function matches(source: string, text: string): boolean {
  return made(source).matches(text, () => {});
}

function stepsOf(source: string, text: string): number {
  let steps = 0;
  made(source).matches(text, (taken) => {
    steps += taken;
  });
  return steps;
}

const unit = fc.constantFrom(
  "a",
  "b",
  "1",
  "é",
  "😀",
  ".",
  String.raw`\d`,
  String.raw`\w`,
  String.raw`\s`,
  String.raw`\p{L}`,
  String.raw`\u{1F600}`,
  String.raw`\b`,
  "[ab]",
  "[^a-c]",
  String.raw`[\]\d]`,
  "^",
  "$",
);
const quantifier = fc.constantFrom("", "", "*", "+", "?", "{2}", "{0}", "{1,3}", "{2,}", "+?");
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    unit,
    fc.tuple(tie("pattern"), tie("pattern")).map((parts) => parts.join("")),
    fc.tuple(tie("pattern"), tie("pattern")).map((parts) => `(?:${parts.join("|")})`),
    fc.tuple(tie("pattern"), quantifier).map(([inner, times]) => `(${inner})${times}`),
  ),
}));
const text = fc.string({
  unit: fc.constantFrom("a", "b", "c", "1", "é", "😀", "\n", " ", "]", "_"),
  maxLength: 8,
});

describe("a pattern", () => {
  it("matches what the platform's own regular expressions match", () => {
    fc.assert(
      fc.property(pattern, text, (source, value) => {
        expect(matches(source, value)).toBe(new RegExp(source, "u").test(value));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    [String.raw`^\cA$`, "\u0001"],
    [String.raw`^\x41$`, "A"],
    [String.raw`^\ud83d\ude00$`, "😀"],
    [String.raw`^\P{Lu}$`, "é"],
    [String.raw`^\p{Script=Greek}$`, "λ"],
    [String.raw`^[\p{L}\-^]$`, "-"],
    [String.raw`^\0$`, "\0"],
    ["^(?<year>[0-9]{4})$", "2026"],
    ["^[^]$", "\n"],
  ])("takes %s", (source, value) => expect(matches(source, value)).toBe(true));

  it.each([
    ["(?=a)", "looks ahead or behind"],
    ["(?<!a)b", "looks ahead or behind"],
    [String.raw`(a)\1`, "refers back"],
    [String.raw`(?<n>a)\k<n>`, "refers back"],
    ["(", "is not a regular expression"],
    [String.raw`\-`, "is not a regular expression"],
    ["(a{1000}){1000}", "repeats too much"],
    ["a{99999999999999999999}", "repeats too much"],
    [`${"(".repeat(200)}${")".repeat(200)}`, "nested groups"],
  ])("is refused with the reason: %s", (source, reason) =>
    expect(() => made(source)).toThrow(reason),
  );

  it("takes steps in proportion to the text, where backtracking would take forever", () => {
    expect(stepsOf("^(a+)+$", `${"a".repeat(1000)}b`)).toBeLessThan(40 * 1000);
    expect(stepsOf("(x+x+)+y", "x".repeat(1000))).toBeLessThan(40 * 1000);
  });

  it("takes no more steps for a character than it has instructions, and a few", () => {
    const source = "(a|b)*a(a|b){50}c";
    const limit = 4 * made(source).size;
    expect(stepsOf(source, "ab".repeat(500))).toBeLessThan(1000 * limit);
  });

  it("gives up at once if it can only match at the start", () => {
    expect(stepsOf("^b", "a".repeat(1000))).toBeLessThan(10);
  });
});
