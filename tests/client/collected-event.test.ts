import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchesOf, collected, EventMaker } from "../../client/collected-event.ts";
import { parseInstant } from "../../core/instant.ts";

describe("EventMaker", () => {
  const told = { session_id: "s", category: "click", name: "Shop", data: { at: "ü" } };
  const NOW = Date.UTC(2026, 0, 31, 12, 0, 0, 7);

  it("makes an event as The Eye takes it", () => {
    const { id, text, bytes } = new EventMaker().make(told, NOW);
    expect(JSON.parse(text)).toEqual({
      id,
      session_id: "s",
      category: "click",
      name: "Shop",
      data: { at: "ü" },
      timestamp: "2026-01-31T12:00:00.007000Z",
    });
    expect(bytes).toBe(Buffer.byteLength(text));
  });

  it("keeps the order of events in their times, and tells no time that is off by a millisecond", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (waits) => {
        const maker = new EventMaker();
        let now = NOW;
        const stamps = waits.map((wait) => {
          const { text } = maker.make(told, (now += wait));
          const { timestamp }: { timestamp: string } = JSON.parse(text);
          expect(parseInstant(timestamp)?.seconds).toBe(Math.trunc(now / 1000));
          expect(timestamp.slice(20, 23)).toBe(String(now % 1000).padStart(3, "0"));
          return timestamp;
        });
        expect(stamps).toEqual([...new Set(stamps)].toSorted());
      }),
    );
  });
});

describe("batchesOf", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });
  const bounds = fc.record({
    events: fc.integer({ min: 1, max: 10 }),
    bytes: fc.integer({ min: 1, max: 100 }),
  });

  it("cuts events into batches as large as may be, each event once, in order", () => {
    fc.assert(
      fc.property(sizes, bounds, (bytes, limits) => {
        const events = bytes.map((size, n) => collected(String(n), "x".repeat(size)));
        const batches = [...batchesOf(events, limits)];
        expect(batches.flat()).toEqual(events);
        const fits = (batch: readonly { bytes: number }[]) =>
          batch.length <= limits.events &&
          batch.reduce((sum, event) => sum + event.bytes, 0) <= limits.bytes;
        for (const [n, batch] of batches.entries()) {
          expect(batch.length === 1 || fits(batch)).toBe(true);
          const [next] = batches[n + 1] ?? [];
          if (next) expect(fits([...batch, next])).toBe(false);
        }
      }),
    );
  });
});
