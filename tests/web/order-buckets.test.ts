import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOf, dayOf } from "../../systems/orders/calendar.ts";
import { bucketsOf, unitFor, type Bucket } from "../../web/order-buckets.ts";
import type { Day } from "../../web/read-figures.ts";

const FIRST = dayOf("2026-01-01") ?? 0;

function dayWith(number: number, over: Partial<Day> = {}): Day {
  const date = dateOf(number);
  return {
    date,
    currency: "EUR",
    orders: 1,
    gross: "12.50",
    net: "-0.75",
    events: `/orders/events?start_date=${date}&end_date=${date}&currency=EUR`,
    ...over,
  };
}

const cents = (decimal: string) => Number(decimal.replace(".", ""));
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const days = (count: number, first = FIRST) =>
  Array.from({ length: count }, (_, i) => dayWith(first + i));
const spans = (buckets: readonly Bucket[]) => buckets.map(({ from, to }) => [from, to]);

describe("buckets of days", () => {
  const someDays = fc
    .tuple(
      fc.integer({ min: -20_000, max: 40_000 }),
      fc.array(fc.record({ orders: fc.nat(9), gross: fc.nat(99_999), net: fc.integer() })),
    )
    .map(([first, figures]) =>
      figures.map(({ orders, gross, net }, i) => {
        const text = (minor: number) =>
          `${minor < 0 ? "-" : ""}${Math.floor(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, "0")}`;
        return dayWith(first + i, { orders, gross: text(gross), net: text(net) });
      }),
    );
  const unit = fc.constantFrom("day" as const, "week" as const, "month" as const);

  it("follow each other without gaps and add up to the days", () => {
    fc.assert(
      fc.property(someDays, unit, (of, by) => {
        const buckets = bucketsOf(of, by);
        const covered = buckets.flatMap(({ from, to }) => {
          const [first = 0, last = 0] = [dayOf(from), dayOf(to)];
          return Array.from({ length: last - first + 1 }, (_, i) => dateOf(first + i));
        });
        expect(covered).toEqual(of.map(({ date }) => date));
        for (const figure of ["gross", "net"] as const)
          expect(sum(buckets.map((bucket) => cents(bucket[figure])))).toBe(
            sum(of.map((day) => cents(day[figure]))),
          );
        expect(sum(buckets.map(({ orders }) => orders))).toBe(sum(of.map(({ orders }) => orders)));
      }),
    );
  });

  it("by week begin on Mondays, the first as the range does", () => {
    expect(spans(bucketsOf(days(12), "week"))).toEqual([
      ["2026-01-01", "2026-01-04"],
      ["2026-01-05", "2026-01-11"],
      ["2026-01-12", "2026-01-12"],
    ]);
  });

  it("by month are calendar months", () => {
    expect(spans(bucketsOf(days(60), "month"))).toEqual([
      ["2026-01-01", "2026-01-31"],
      ["2026-02-01", "2026-02-28"],
      ["2026-03-01", "2026-03-01"],
    ]);
  });

  it("link to the events from their first day to their last", () => {
    const [week] = bucketsOf(days(4), "week");
    expect(week?.events).toBe(
      "/orders/events?start_date=2026-01-01&end_date=2026-01-04&currency=EUR",
    );
    expect(bucketsOf(days(1), "day")[0]?.events).toBe(days(1)[0]?.events);
  });

  it("are exact beyond what a double can count", () => {
    const net = "90071992547409.91";
    const [month] = bucketsOf(
      [0, 1].map((i) => dayWith(FIRST + i, { net })),
      "month",
    );
    expect(month?.net).toBe("180143985094819.82");
  });
});

describe("the unit of the bars", () => {
  it.each([
    [365, 1000, "day"],
    [365, 300, "week"],
    [3660, 1000, "week"],
    [3660, 300, "month"],
    [1, 0, "month"],
  ])("of %i days on %i pixels is a %s", (count, width, unit) => {
    expect(unitFor(count, width)).toBe(unit);
  });
});
