import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOf, dayOf, dayStart, isZone } from "../../../systems/orders/calendar.ts";

const QUARTER_MS = 900_000;
const ZONES = [
  "UTC",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Africa/Casablanca",
  "Antarctica/Casey",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Europe/London",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
];

function day(date: string): number {
  const number = dayOf(date);
  if (number === undefined) throw new Error(`${date} is no day`);
  return number;
}

/** When a day begins, in UTC, and how many hours it has. */
function dayIn(zone: string, date: string): [start: string, hours: number] {
  const [start, end] = [dayStart(zone, day(date)), dayStart(zone, day(date) + 1)];
  return [new Date(start * QUARTER_MS).toISOString().slice(0, 16), (end - start) / 4];
}

function localDate(zone: string, quarter: number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(quarter * QUARTER_MS);
}

describe("a day of a zone", () => {
  it.each<[zone: string, date: string, day: [start: string, hours: number]]>([
    ["UTC", "2020-02-29", ["2020-02-29T00:00", 24]],
    ["utc", "2020-02-29", ["2020-02-29T00:00", 24]],
    ["America/New_York", "2021-03-13", ["2021-03-13T05:00", 24]],
    ["America/New_York", "2021-03-14", ["2021-03-14T05:00", 23]],
    ["America/New_York", "2021-03-15", ["2021-03-15T04:00", 24]],
    ["America/New_York", "2021-11-07", ["2021-11-07T04:00", 25]],
    ["America/New_York", "2021-11-08", ["2021-11-08T05:00", 24]],
    ["Asia/Kolkata", "2021-01-01", ["2020-12-31T18:30", 24]],
    ["Asia/Kathmandu", "2021-01-01", ["2020-12-31T18:15", 24]],
    ["Australia/Lord_Howe", "2021-04-04", ["2021-04-03T13:00", 24.5]],
    ["Australia/Lord_Howe", "2021-10-03", ["2021-10-02T13:30", 23.5]],
    ["Pacific/Apia", "2011-12-29", ["2011-12-29T10:00", 24]],
    ["Pacific/Apia", "2011-12-30", ["2011-12-30T10:00", 0]],
    ["Pacific/Apia", "2011-12-31", ["2011-12-30T10:00", 24]],
    ["Pacific/Kiritimati", "2021-01-01", ["2020-12-31T10:00", 24]],
    ["America/Sao_Paulo", "2018-11-04", ["2018-11-04T03:00", 23]],
    ["America/Sao_Paulo", "2018-02-17", ["2018-02-17T02:00", 25]],
    ["America/St_Johns", "2005-10-30", ["2005-10-30T02:30", 25]],
    ["Africa/Monrovia", "1970-01-02", ["1970-01-02T00:45", 24]],
    ["America/New_York", "0000-01-01", ["0000-01-01T05:00", 24]],
    ["America/New_York", "9999-12-31", ["9999-12-31T05:00", 24]],
  ])("in %s, %s, has this beginning and as many hours: %j", (zone, date, expected) => {
    expect(dayIn(zone, date)).toEqual(expected);
  });

  it("begins with the first quarter whose local date is not before it, and follows the day before", () => {
    const days = fc.integer({ min: day("1980-01-01"), max: day("2035-12-31") });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), days, (zone, number) => {
        const [start, end] = [dayStart(zone, number), dayStart(zone, number + 1)];
        const around = Array.from({ length: 192 }, (_, i) => (number - 1) * 96 + i);
        const first = around.find((quarter) => localDate(zone, quarter) >= dateOf(number));
        expect(start).toBe(first);
        expect(end).toBeGreaterThanOrEqual(start);
      }),
      { numRuns: 200, examples: ZONES.map((zone) => [zone, day("2010-03-05")]) },
    );
  });
});

describe("a date", () => {
  it("is the number of a day since 1970, and back", () => {
    const numbers = fc.integer({ min: day("0000-01-01"), max: day("9999-12-31") });
    fc.assert(
      fc.property(numbers, (number) => {
        expect(dateOf(number)).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10));
        expect(dayOf(dateOf(number))).toBe(number);
      }),
    );
  });

  it.each([
    "2021-02-29",
    "2021-13-01",
    "2021-00-10",
    "2021-1-1",
    "21-01-01",
    "today",
    "",
    "2021-01-01T",
    " 2021-01-01",
  ])("is not %j", (text) => expect(dayOf(text)).toBeUndefined());
});

describe("isZone", () => {
  it.each([...ZONES, "GMT", "EST", "Etc/GMT+5", "US/Pacific", "Asia/Calcutta", "america/new_york"])(
    "takes %s",
    (name) => expect(isZone(name)).toBe(true),
  );

  it.each([
    "",
    "Mars/Base",
    "+05:30",
    "-08:00",
    "05:30",
    "UTC+1",
    "America/New_York ",
    "a".repeat(1000),
  ])("refuses %j", (name) => expect(isZone(name)).toBe(false));

  it("goes on with more names than it keeps", () => {
    const letters = Array.from("america/new_york");
    for (let i = 0; i < 600; i += 1) {
      const name = letters.map((letter, bit) => ((i >> bit) & 1 ? letter.toUpperCase() : letter));
      expect(isZone(name.join(""))).toBe(true);
    }
  });
});
