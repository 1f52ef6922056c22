import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIJson } from "../../core/i-json.ts";

describe("a number in I-JSON", () => {
  it.each([
    "1e-2",
    "1e-05",
    "1.5E-1",
    "0.0000001",
    "-0.00000015",
    "100e-2",
    "1e21",
    "-1.5e300",
    "5e-324",
    "0e0",
    "-0.0",
  ])("is taken as %s", (text) =>
    expect(parseIJson(text)).toEqual({ ok: true, value: Number(text) }),
  );

  it.each(["1e16", "9007199254740992.0", "1e20", "-1E17", "1000000000000000000000"])(
    "is refused as %s, since it is or would be written back as an integer beyond 2^53-1",
    (text) =>
      expect(parseIJson(text)).toMatchObject({
        problem: { detail: expect.stringContaining("2^53-1") },
      }),
  );

  it("is taken in any spelling that JSON.stringify or a fixed number of digits makes", () =>
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
        (number) => {
          for (const text of [JSON.stringify(number), number.toExponential().replace("+", "")])
            expect(parseIJson(text)).toEqual({ ok: true, value: Number(text) });
        },
      ),
    ));

  it("is read back as it is written, wherever it is taken", () =>
    fc.assert(
      fc.property(
        fc.stringMatching(/^-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,25})?(e[+-]?[0-9]{1,3})?$/),
        (text) => {
          const outcome = parseIJson(text);
          if (outcome.ok)
            expect(parseIJson(JSON.stringify(outcome.value))).toEqual({
              ok: true,
              value: outcome.value === 0 ? 0 : outcome.value,
            });
        },
      ),
      { numRuns: 2000 },
    ));

  it("takes linear time, however many zeros it has", () => {
    const zeros = "0".repeat(4_000_000);
    expect(parseIJson(`1.${zeros}1`).ok).toBe(false);
    expect(parseIJson(`1${zeros}`).ok).toBe(false);
    expect(parseIJson(`0.${zeros}1e4000001`)).toEqual({ ok: true, value: 1 });
  }, 5000);

  it("is looked at before anything that recurses", () => {
    const deep = "[".repeat(20_000) + "]".repeat(20_000);
    expect(parseIJson(`["\\ud83d\\ude00",1e400,${deep}]`)).toMatchObject({
      ok: false,
      problem: { code: "invalid-json" },
    });
  });
});

describe("the detail of a refusal", () => {
  it("is never cut in the middle of a character", () => {
    const name = `${"a".repeat(38)}😀`;
    const outcome = parseIJson(`{"${name}":1,"${name}":2}`);
    expect(JSON.stringify(outcome)).not.toContain("\\ud83d");
  });
});
