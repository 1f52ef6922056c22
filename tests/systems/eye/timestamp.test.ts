import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatInstant, parseInstant } from "../../../core/instant.ts";
import { isAhead, readTimestamp } from "../../../systems/eye/timestamp.ts";

const FIRST_MS = Date.parse("0001-01-02T00:00:00.000Z");
const LAST_MS = Date.parse("9999-12-30T00:00:00.000Z");

/** A time as a sender may write it, and as it is. */
const written = fc
  .record({
    ms: fc.integer({ min: FIRST_MS, max: LAST_MS }),
    digits: fc.stringMatching(/^\d{0,9}$/),
    between: fc.constantFrom(" ", "T"),
    minutes: fc.option(fc.integer({ min: -1439, max: 1439 })),
    zulu: fc.boolean(),
  })
  .map(({ ms, digits, between, minutes, zulu }) => {
    const whole = Math.floor(ms / 1000) * 1000;
    const local = new Date(whole + (minutes ?? 0) * 60_000).toISOString().slice(0, 19);
    const fraction = digits === "" ? "" : `.${digits}`;
    const offset = minutes === null ? (zulu ? "Z" : "") : offsetText(minutes);
    const text = local.replace("T", between) + fraction + offset;
    const micros = Number(digits.padEnd(6, "0").slice(0, 6));
    return { text, instant: { seconds: whole / 1000, micros } };
  });

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const [hours, rest] = [Math.floor(size / 60), size % 60];
  return `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

describe("readTimestamp", () => {
  it("reads every form of every time, in UTC unless it says otherwise", () => {
    fc.assert(
      fc.property(written, ({ text, instant }) => {
        expect(readTimestamp(text)).toEqual(instant);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads the time of the document to the microsecond", () => {
    const instant = readTimestamp("2021-09-26 09:15:27.243860");
    expect(instant && formatInstant(instant)).toBe("2021-09-26T09:15:27.243860Z");
  });

  it.each([
    "",
    "yesterday",
    "2021-02-30 00:00:00",
    "2021-02-29T00:00:00Z",
    "2021-13-01 00:00:00",
    "2021-09-26 25:00:00",
    "2021-09-26 24:00:00",
    "2021-09-26 09:60:00",
    "2021-09-26 09:15:60",
    "2021-09-26",
    "2021-09-26 09:15",
    "2021-09-26 09:15:27.",
    "2021-09-26 09:15:27.1234567890",
    "2021-09-26  09:15:27",
    "2021-09-26t09:15:27z",
    "2021-09-26 09:15:27 +02:00",
    "2021-09-26 09:15:27+0200",
    "2021-09-26 09:15:27+24:00",
    " 2021-09-26 09:15:27",
    "2021-09-26 09:15:27\n",
    "20210926T091527Z",
    "1632647727",
    "0000-01-01 00:00:00+00:01",
    "٢٠٢١-09-26 09:15:27",
  ])("takes %j for no time", (text) => expect(readTimestamp(text)).toBe(undefined));
});

describe("isAhead", () => {
  const now = { seconds: 1000, micros: 500_000 };

  it("is true from one microsecond beyond five minutes on", () => {
    expect(isAhead({ seconds: 1300, micros: 500_000 }, now)).toBe(false);
    expect(isAhead({ seconds: 1300, micros: 500_001 }, now)).toBe(true);
    expect(isAhead({ seconds: 1301, micros: 0 }, now)).toBe(true);
    expect(isAhead({ seconds: 1300, micros: 0 }, now)).toBe(false);
  });

  it("is false for what is past, however late it comes", () => {
    const first = parseInstant("0000-01-01T00:00:00Z");
    expect(first && isAhead(first, now)).toBe(false);
  });
});
