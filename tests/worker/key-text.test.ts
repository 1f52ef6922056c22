import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idOfKeyText, newKeyText } from "../../worker/access/key-text.ts";

describe("the text of a key", () => {
  it("has a prefix, its id, 256 bits that nobody had before, and a checksum", () => {
    const keys = Array.from({ length: 100 }, () => newKeyText());
    for (const { id, text } of keys) {
      expect(text).toMatch(/^fl_[0-9A-Za-z]{61}$/);
      expect(text.slice(3, 15)).toBe(id);
      expect(idOfKeyText(text)).toBe(id);
    }
    expect(new Set(keys.map(({ text }) => text.slice(15, 58))).size).toBe(100);
  });

  it("uses all letters about as often", () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 400; i += 1)
      for (const letter of newKeyText().text.slice(3, 58))
        counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(62);
    // 355 on average, with a standard deviation of 19.
    expect(Math.min(...counts.values())).toBeGreaterThan(230);
    expect(Math.max(...counts.values())).toBeLessThan(480);
  });

  it("is known as mistyped by any other letter, and by two that changed places", () => {
    const { text } = newKeyText();
    const at = fc.integer({ min: 0, max: text.length - 1 });
    fc.assert(
      fc.property(at, fc.stringMatching(/^[0-9A-Za-z]$/), (i, letter) => {
        fc.pre(text[i] !== letter);
        expect(idOfKeyText(text.slice(0, i) + letter + text.slice(i + 1))).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(at, (i) => {
        const [a = "", b = ""] = text.slice(i, i + 2);
        fc.pre(a !== b && b !== "");
        expect(idOfKeyText(text.slice(0, i) + b + a + text.slice(i + 2))).toBeUndefined();
      }),
    );
  });

  it.each(["", "fl_", "Bearer", "fl_x", "x".repeat(64)])("is not %j", (text) =>
    expect(idOfKeyText(text)).toBeUndefined(),
  );
});
