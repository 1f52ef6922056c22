import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatInstant,
  formatMillis,
  formatMillisRaised,
  parseInstant,
} from "../../core/instant.ts";

const FIRST_MS = Date.parse("0001-01-01T00:00:00.000Z");
const LAST_MS = Date.parse("9999-12-31T23:59:59.999Z");
const DAY_MS = 86_400_000;

const millis = fc.integer({ min: FIRST_MS, max: LAST_MS });
const offsetMinutes = fc.integer({ min: -1439, max: 1439 });

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function reformatted(text: string): string | undefined {
  const instant = parseInstant(text);
  return instant && formatInstant(instant);
}

describe("parseInstant", () => {
  it("reads what Date writes", () => {
    fc.assert(
      fc.property(millis, (ms) => {
        const seconds = Math.floor(ms / 1000);
        expect(parseInstant(iso(ms))).toEqual({ seconds, micros: (ms - seconds * 1000) * 1000 });
      }),
    );
  });

  it("takes the offset away from the local time", () => {
    const inside = fc.integer({ min: FIRST_MS + DAY_MS, max: LAST_MS - DAY_MS });
    fc.assert(
      fc.property(inside, offsetMinutes, (ms, minutes) => {
        const local = iso(ms + minutes * 60_000).replace("Z", offsetText(minutes));
        expect(parseInstant(local)).toEqual(parseInstant(iso(ms)));
      }),
    );
  });

  it("knows the days that Date keeps, and no others", () => {
    const field = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), field, field, (year, month, day) => {
        const text = `${pad(year, 4)}-${pad(month)}-${pad(day)}T12:00:00.000Z`;
        const ms = Date.parse(text);
        const exists = !Number.isNaN(ms) && iso(ms) === text;
        expect(parseInstant(text) !== undefined).toBe(exists);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["1970-01-01T00:00:00Z", 0, 0],
    ["1970-01-01t00:00:00z", 0, 0],
    ["1970-01-01T00:00:00-00:00", 0, 0],
    ["1970-01-01T00:00:00.5Z", 0, 500_000],
    ["1969-12-31T23:59:59.999999Z", -1, 999_999],
    ["1970-01-01T23:59:00+23:59", 0, 0],
    ["1970-01-01T00:00:00.000001Z", 0, 1],
    ["1970-01-01T00:00:00.123456Z", 0, 123_456],
    ["1970-01-01T00:00:00.1234569Z", 0, 123_456],
    ["1970-01-01T00:00:00.123456789Z", 0, 123_456],
    ["1970-01-01T00:00:00.999999999Z", 0, 999_999],
    ["0000-01-01T00:00:00Z", -62_167_219_200, 0],
    ["9999-12-31T23:59:59.999999Z", 253_402_300_799, 999_999],
  ])("reads %s as %i seconds and %i micros", (text, seconds, micros) => {
    expect(parseInstant(text)).toEqual({ seconds, micros });
  });

  it.each([
    ["2000-02-29", true],
    ["2024-02-29", true],
    ["2400-02-29", true],
    ["0000-02-29", true],
    ["1900-02-29", false],
    ["2021-02-29", false],
    ["2100-02-29", false],
    ["2000-02-30", false],
  ])("asks the Gregorian calendar whether %s exists: %s", (date, exists) => {
    expect(parseInstant(`${date}T00:00:00Z`) !== undefined).toBe(exists);
  });

  it.each([
    ["nothing", ""],
    ["a word", "yesterday"],
    ["a date alone", "2021-02-03"],
    ["30 February", "2021-02-30T00:00:00Z"],
    ["31 April", "2021-04-31T00:00:00Z"],
    ["month 0", "2021-00-10T00:00:00Z"],
    ["month 13", "2021-13-10T00:00:00Z"],
    ["day 0", "2021-02-00T00:00:00Z"],
    ["24 o'clock", "2021-02-03T24:00:00Z"],
    ["25 o'clock", "2021-02-03T25:00:00Z"],
    ["minute 60", "2021-02-03T10:60:00Z"],
    ["second 60", "2021-02-03T10:00:60Z"],
    ["a leap second", "2016-12-31T23:59:60Z"],
    ["a time without seconds", "2021-02-03T10:00Z"],
    ["a missing zone", "2021-02-03T10:00:00"],
    ["the offset +24:00", "2021-02-03T10:00:00+24:00"],
    ["the offset -24:00", "2021-02-03T10:00:00-24:00"],
    ["the offset +01:60", "2021-02-03T10:00:00+01:60"],
    ["an offset of hours", "2021-02-03T10:00:00+01"],
    ["an offset without a colon", "2021-02-03T10:00:00+0100"],
    ["a zone and an offset", "2021-02-03T10:00:00Z+01:00"],
    ["a zone's name", "2021-02-03T10:00:00[Europe/Berlin]"],
    ["a space for the T", "2021-02-03 10:00:00Z"],
    ["a point without digits", "2021-02-03T10:00:00.Z"],
    ["ten digits of a second", "2021-02-03T10:00:00.0123456789Z"],
    ["a comma for the point", "2021-02-03T10:00:00,5Z"],
    ["a month of one digit", "2021-2-03T10:00:00Z"],
    ["a year of two digits", "21-02-03T10:00:00Z"],
    ["a year of five digits", "10000-01-01T00:00:00Z"],
    ["a year with a sign", "+2021-02-03T10:00:00Z"],
    ["a year below 0", "-0001-02-03T10:00:00Z"],
    ["the year 10000 behind an offset", "9999-12-31T23:59:59-00:01"],
    ["the year -1 behind an offset", "0000-01-01T00:00:00+00:01"],
    ["space before it", " 2021-02-03T10:00:00Z"],
    ["a line break behind it", "2021-02-03T10:00:00Z\n"],
    ["digits of another script", "٢٠٢١-02-03T10:00:00Z"],
    ["a week date", "2021-W05-3T10:00:00Z"],
  ])("refuses %s", (_, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe("formatInstant", () => {
  it("writes what parseInstant reads back equal", () => {
    const instant = fc.record({
      seconds: fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }),
      micros: fc.integer({ min: 0, max: 999_999 }),
    });
    fc.assert(
      fc.property(instant, (value) => {
        expect(parseInstant(formatInstant(value))).toEqual(value);
      }),
    );
  });

  it.each([
    ["2021-02-03T10:00:00Z", "2021-02-03T10:00:00.000Z"],
    ["2021-02-03T10:00:00.1Z", "2021-02-03T10:00:00.100Z"],
    ["2021-02-03T10:00:00.120000Z", "2021-02-03T10:00:00.120Z"],
    ["2021-02-03T10:00:00.123001Z", "2021-02-03T10:00:00.123001Z"],
    ["2021-02-03T10:00:00.1234Z", "2021-02-03T10:00:00.123400Z"],
    ["2021-02-03T10:00:00.0000019Z", "2021-02-03T10:00:00.000001Z"],
    ["2021-02-03T00:30:00+01:00", "2021-02-02T23:30:00.000Z"],
    ["2021-12-31T23:30:00-01:00", "2022-01-01T00:30:00.000Z"],
    ["2024-03-01T00:00:00+05:45", "2024-02-29T18:15:00.000Z"],
    ["0099-01-01T00:00:00Z", "0099-01-01T00:00:00.000Z"],
  ])("writes %s as %s", (text, expected) => {
    expect(reformatted(text)).toBe(expected);
  });
});

describe("formatMillisRaised", () => {
  it("gives the first millisecond that is not before an instant", () => {
    const raised = (text: string) => {
      const instant = parseInstant(text);
      return instant && formatMillisRaised(instant);
    };
    expect(raised("2026-01-01T00:00:00.001Z")).toBe("2026-01-01T00:00:00.001Z");
    expect(raised("2026-01-01T00:00:00.001001Z")).toBe("2026-01-01T00:00:00.002Z");
    expect(raised("2026-12-31T23:59:59.999001Z")).toBe("2027-01-01T00:00:00.000Z");
    expect(raised("9999-12-31T23:59:59.999999Z")).toBe("9999-12-31T23:59:59.999Z");
    expect(raised("1969-12-31T23:59:59.9995Z")).toBe("1970-01-01T00:00:00.000Z");
  });
});

describe("formatMillis", () => {
  it("agrees with Date", () => {
    fc.assert(
      fc.property(millis, (ms) => {
        const instant = parseInstant(iso(ms));
        expect(instant && formatMillis(instant)).toBe(iso(ms));
      }),
    );
  });

  it("cuts what is below a millisecond, also before 1970", () => {
    expect(formatMillis({ seconds: 0, micros: 1999 })).toBe("1970-01-01T00:00:00.001Z");
    expect(formatMillis({ seconds: -1, micros: 999_999 })).toBe("1969-12-31T23:59:59.999Z");
  });

  it("orders as text as it does in time", () => {
    fc.assert(
      fc.property(millis, millis, (a, b) => {
        const [left, right] = [a, b].map((ms) =>
          formatMillis({
            seconds: Math.floor(ms / 1000),
            micros: (((ms % 1000) + 1000) % 1000) * 1000,
          }),
        );
        expect(`${left}` < `${right}`).toBe(a < b);
      }),
    );
  });
});
