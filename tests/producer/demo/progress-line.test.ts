import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { progressLine } from "../../../producer/demo/progress-line.ts";

const PLAIN = { columns: Infinity, colour: false };

describe("a progress line", () => {
  it.each([
    [0, "orders   ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░   0 of 300"],
    [75, "orders   ████████░░░░░░░░░░░░░░░░░░░░░░░░  75 of 300"],
    [299, "orders   ███████████████████████████████░ 299 of 300"],
    [300, "orders   ████████████████████████████████ 300 of 300"],
  ])("shows %i of 300 as a bar and as numbers", (done, line) => {
    expect(progressLine({ name: "orders", done, total: 300, note: "" }, PLAIN)).toBe(line);
  });

  it("says what else there is to say", () => {
    const progress = { name: "orders", done: 1, total: 2, note: "trying again" };
    expect(progressLine(progress, PLAIN)).toMatch(/ 1 of 2; trying again$/);
  });

  it("is no wider than the terminal, and the same with colour but for its escape codes", () => {
    const progress = fc.record({
      name: fc.constantFrom("counter", "orders"),
      done: fc.nat(1100),
      total: fc.constant(1000),
      note: fc.constantFrom("", "trying again: The server answers 503"),
    });
    fc.assert(
      fc.property(progress, fc.integer({ min: 0, max: 120 }), (some, columns) => {
        const plain = progressLine(some, { columns, colour: false });
        expect(plain.length).toBeLessThanOrEqual(columns);
        const coloured = progressLine(some, { columns, colour: true });
        expect(coloured.replace("\u001B[32m", "").replace("\u001B[39m", "")).toBe(plain);
        expect(coloured.length).toBe(plain.length + 10);
      }),
    );
  });
});
