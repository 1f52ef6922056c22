import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roomFor, timeIn, timelineOf, withoutAccepted } from "../../web/session-timeline.ts";

const times = fc.array(fc.record({ atMs: fc.integer({ min: 0, max: 200_000 }) }));

describe("the timeline of a session", () => {
  it("has every event once, in the order of occurrence, and gaps that add up to its length", () => {
    fc.assert(
      fc.property(times, (items) => {
        const steps = timelineOf(items);
        expect(new Set(steps.map(({ item }) => item))).toEqual(new Set(items));
        expect(steps).toHaveLength(items.length);
        let sum = 0;
        for (const [i, { item, gapMs, sinceStartMs, isFolded }] of steps.entries()) {
          expect(gapMs).toBe(i === 0 ? 0 : item.atMs - (steps[i - 1]?.item.atMs ?? 0));
          expect(gapMs).toBeGreaterThanOrEqual(0);
          expect(isFolded).toBe(gapMs > 60_000);
          sum += gapMs;
          expect(sinceStartMs).toBe(sum);
        }
      }),
    );
  });

  it("leaves events of the same time in the order that they had", () => {
    const items = [5, 1, 5, 1].map((atMs, n) => ({ atMs, n }));
    expect(timelineOf(items).map(({ item }) => item.n)).toEqual([1, 3, 0, 2]);
  });

  it("gives more room to a longer gap, up to one that is folded", () => {
    const rooms = [0, 10, 1000, 60_000].map((gapMs) => roomFor({ gapMs, isFolded: false }));
    expect(rooms).toEqual(rooms.toSorted((a, b) => a - b));
    expect(new Set(rooms).size).toBe(rooms.length);
    expect(rooms.at(-1)).toBeLessThan(3);
    expect(roomFor({ gapMs: 1e9, isFolded: true })).toBe(rooms[0]);
  });

  it("leaves out a refusal when the event of its id was accepted later, by the same application", () => {
    const refusal = { application: "shop", id: "e-1", position: 7 };
    const left = (event: { name: string; id: string; position: number }) =>
      withoutAccepted([refusal], [event]).length;
    expect(left({ name: "shop", id: "e-1", position: 8 })).toBe(0);
    expect(left({ name: "shop", id: "e-1", position: 6 })).toBe(1);
    expect(left({ name: "blog", id: "e-1", position: 8 })).toBe(1);
    expect(left({ name: "shop", id: "e-2", position: 8 })).toBe(1);
  });

  it.each([
    ["2021-09-26 09:15:27.243860", Date.UTC(2021, 8, 26, 9, 15, 27) + 243.86],
    ["2021-09-26T11:15:27+02:00", Date.UTC(2021, 8, 26, 9, 15, 27)],
    ["2021-02-30 00:00:00", undefined],
    ["soon", undefined],
  ])("reads %s as the server does", (timestamp, atMs) => {
    expect(timeIn(timestamp)).toBe(atMs);
  });
});
