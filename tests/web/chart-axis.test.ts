import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOf, dayOf } from "../../systems/orders/calendar.ts";
import { dateTicks, valueTicks } from "../../web/chart-axis.ts";

const FIRST = dayOf("2025-11-22") ?? 0;
const dates = (count: number, first = FIRST) =>
  Array.from({ length: count }, (_, i) => dateOf(first + i));
const textsOf = (count: number, most: number) =>
  dateTicks(dates(count), most).map(({ text }) => text);

describe("the ticks of values", () => {
  it("are few, evenly apart, and enclose the values and 0", () => {
    const value = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 8 }), (a, b, most) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const ticks = valueTicks(low, high, most);
        expect(ticks).toContain(0);
        expect(ticks.length).toBeLessThanOrEqual(most + 3);
        const [first = 0, second = 0, last = 0] = [ticks[0], ticks[1], ticks.at(-1)];
        expect(first).toBeLessThanOrEqual(low);
        expect(last).toBeGreaterThanOrEqual(high);
        expect((last - first) / (second - first)).toBeCloseTo(ticks.length - 1);
      }),
    );
  });

  it("are round", () => {
    expect(valueTicks(0, 1240, 4)).toEqual([0, 500, 1000, 1500]);
    expect(valueTicks(-687, 1240, 4)).toEqual([-1000, -500, 0, 500, 1000, 1500]);
    expect(valueTicks(0, 0, 4)).toEqual([0, 0.5]);
  });
});

describe("the ticks of dates", () => {
  it("are in order, on the dates, and no more than there is room for", () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 3660 }));
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 16 }), ([first, count], most) => {
        const ticks = dateTicks(dates(count, first), most);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(most);
        const indexes = ticks.map(({ index }) => index);
        expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
        for (const index of indexes) expect(dates(count, first)[index]).toBeDefined();
      }),
    );
  });

  it("are days, then months, then years", () => {
    expect(textsOf(3, 8)).toEqual(["22 Nov", "23 Nov", "24 Nov"]);
    expect(textsOf(100, 4)).toEqual(["Dec 2025", "Jan 2026", "Feb", "Mar"]);
    expect(textsOf(1500, 5)).toEqual(["2026", "2027", "2028", "2029"]);
  });
});
