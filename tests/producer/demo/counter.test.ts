import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { counterEvents, type DatedCounterEvent } from "../../../producer/demo/counter.ts";
import { counter } from "../../../systems/counter/index.ts";

const UNTIL = "2026-10-31";
const DAY_MS = 86_400_000;
const options = fc.record({
  seed: fc.nat(),
  count: fc.integer({ min: 1, max: 200 }),
  until: fc.constantFrom(UNTIL, "2025-03-01"),
});

/** The value after each event. */
function walk(events: readonly DatedCounterEvent[]): number[] {
  let value = 0;
  return events.map(({ type, data }) => (value += type === "INCREMENT" ? data.value : -data.value));
}

describe("the demo's counter", () => {
  it("is the same for the same options, and has ids of its own for others", () => {
    fc.assert(
      fc.property(options, options, (some, other) => {
        const [one, same, another] = [some, some, other].map((each) => counterEvents(each));
        expect(one).toEqual(same);
        const isOther = JSON.stringify(some) !== JSON.stringify(other);
        const ids = new Set([...(one ?? []), ...(another ?? [])].map(({ id }) => id));
        expect(ids.size).toBe(isOther ? some.count + other.count : some.count);
      }),
    );
  });

  it("has events that the counter accepts, in order of time and within the year", () => {
    fc.assert(
      fc.property(options, (some) => {
        const events = counterEvents(some);
        expect(events).toHaveLength(some.count);
        for (const event of events) expect(counter.accepts?.(event)?.ok).toBe(true);
        const times = events.map(({ occurredAt }) => occurredAt);
        expect(times).toEqual(times.toSorted());
        const end = Date.parse(some.until) + DAY_MS;
        expect(Date.parse(times[0] ?? "")).toBeGreaterThanOrEqual(end - 365 * DAY_MS);
        expect(Date.parse(times.at(-1) ?? "")).toBeLessThan(end);
      }),
    );
  });

  it("climbs over the year, and falls on its way", () => {
    const values = walk(counterEvents({ seed: 1, count: 300, until: UNTIL }));
    expect(values.at(-1)).toBeGreaterThan(30);
    expect(values.some((value, i) => value < Math.max(0, ...values.slice(0, i)) - 20)).toBe(true);
  });
});
