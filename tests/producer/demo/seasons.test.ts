import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeText, yearUntil, type Year } from "../../../producer/demo/seasons.ts";

const DAY_MS = 86_400_000;
const day = fc
  .integer({ min: Date.parse("1971-01-01"), max: Date.parse("2100-12-31") })
  .map((ms) => new Date(ms).toISOString().slice(0, 10));

function year(until: string): Year {
  const found = yearUntil(until);
  if (!found) throw new Error(`${until} is a day`);
  return found;
}

/** The mean demand of a year's days of which the date, `YYYY-MM-DD`, has something. */
function mean({ start, demand }: Year, has: (date: Date) => boolean): number {
  const those = demand.filter((_, i) => has(new Date(start * 1000 + i * DAY_MS)));
  return those.reduce((sum, level) => sum + level, 0) / those.length;
}

describe("a year of the shop", () => {
  it("is 365 days, the last of which is the one that is named", () => {
    fc.assert(
      fc.property(day, (until) => {
        const { start, end, demand } = year(until);
        expect(timeText(end - 1).slice(0, 10)).toBe(until);
        expect([end - start, demand.length]).toEqual([365 * 86_400, 365]);
      }),
    );
  });

  it.each(["2026-02-30", "2026-13-01", "2026-1-1", "today", ""])("has no last day %j", (until) =>
    expect(yearUntil(until)).toBeUndefined(),
  );

  it("is busier before Christmas than in February, and in May than in July, whenever it ends", () => {
    fc.assert(
      fc.property(day, (until) => {
        const whole = year(until);
        const month = (number: number) => mean(whole, (date) => date.getUTCMonth() + 1 === number);
        expect(mean(whole, (date) => isAdvent(date))).toBeGreaterThan(1.3 * month(2));
        expect(month(7)).toBeLessThan(month(5));
        expect(whole.demand.every((level) => level > 0)).toBe(true);
      }),
    );
  });

  it("has its weekly rhythm: more on Sundays than on Wednesdays", () => {
    fc.assert(
      fc.property(day, (until) => {
        const weekday = (number: number) =>
          mean(year(until), (date) => date.getUTCDay() === number);
        expect(weekday(0)).toBeGreaterThan(1.2 * weekday(3));
      }),
    );
  });

  it("grows: the same season is busier at its end than at its beginning", () => {
    const { demand } = year("2026-10-31");
    const [first, last] = [demand.slice(0, 7), demand.slice(-7)].map((week) =>
      week.reduce((sum, level) => sum + level, 0),
    );
    expect(last).toBeGreaterThan(1.2 * (first ?? Infinity));
  });
});

function isAdvent(date: Date): boolean {
  return date.getUTCMonth() === 11 && date.getUTCDate() <= 22;
}
