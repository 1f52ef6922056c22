import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../../core/event.ts";
import type { Bucket, HistogramRequest } from "../../durable/log-rpc.ts";
import {
  appendOf,
  mustAppend,
  newEvent,
  openLog,
  type WithStorage,
} from "../support/log-harness.ts";
import { askRandomLogs, hasText, isOf, isWithin, randomFilter } from "../support/random-log.ts";

const ALL: HistogramRequest = {
  by: "position",
  after: 0,
  before: Number.MAX_SAFE_INTEGER,
  buckets: 60,
};
const requests = fc.record(
  {
    ...randomFilter,
    by: fc.constantFrom("position" as const, "time" as const),
    buckets: fc.integer({ min: 1, max: 200 }),
  },
  { requiredKeys: [] },
);

/** What every store promises of histograms, with an array as the oracle. */
export function describeHistograms(withStorage: WithStorage, runs: number): void {
  describe("a histogram", () => {
    it("counts what the array has in each of its buckets", () =>
      askRandomLogs(withStorage, {
        requests,
        runs,
        compare(log, all, some) {
          const request = { ...ALL, ...some };
          const { buckets, sampled, head } = log.histogram(request);
          expect([sampled, head]).toEqual([false, all.length]);
          expect(buckets).toEqual(counted(all, request, buckets));
          expectCover(buckets, request, span(all, request));
        },
      }));

    it("names the ten types that are the most frequent, and sums the others", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const events = Array.from({ length: 12 }, (_, n) =>
          Array.from({ length: n + 1 }, () => newEvent(`T${n}`, n)),
        ).flat();
        mustAppend(log, appendOf("a-1", events));
        const [first, last] = log.histogram({ ...ALL, buckets: 2 }).buckets;
        expect(first).toMatchObject({ from: 1, to: 39, count: 39, others: 3 });
        expect(Object.keys(first?.types ?? {})).toHaveLength(7);
        expect(last).toMatchObject({ from: 40, to: 78, count: 39 });
        expect(last).not.toHaveProperty("others");
      }));

    it(
      "estimates from a sample where there is too much to count",
      () =>
        withStorage((storage) => {
          const log = openLog(storage);
          for (let i = 0; i < 25; i += 1) {
            const events = Array.from({ length: 1000 }, (_, n) =>
              newEvent(n % 4 === 0 ? "A" : "B", n % 2 === 0 ? "even" : "odd"),
            );
            mustAppend(log, appendOf("a-1", events));
          }
          const request = { ...ALL, buckets: 5 };
          for (const more of [{}, { stream: "a-1" }]) {
            expect(log.histogram({ ...request, ...more }).sampled).toBe(false);
            const { sampled, buckets } = log.histogram({ ...request, ...more, text: "EVEN" });
            expect([sampled, buckets.length]).toEqual([true, 5]);
            for (const { count, types } of buckets) {
              expect(Math.abs(count - 2500)).toBeLessThan(100);
              expect(Math.abs((types["A"] ?? 0) - 1250)).toBeLessThan(100);
            }
          }
        }),
      60_000,
    );

    it("reads a bounded number of bytes", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const data = "x".repeat(250_000);
        for (let i = 0; i < 100; i += 1) mustAppend(log, appendOf("a-1", [newEvent("A", data)]));
        const { sampled, buckets } = log.histogram({ ...ALL, buckets: 2, text: "xxx" });
        expect(sampled).toBe(true);
        expect(buckets.map(({ count }) => count)).toEqual([50, 50]);
        expect(log.histogram({ ...ALL, before: 60, text: "xxx" }).sampled).toBe(false);
      }));
  });
}

function counted(
  all: readonly RecordedEvent[],
  request: HistogramRequest,
  buckets: readonly Bucket[],
): Bucket[] {
  const found = all.filter(
    (event) =>
      isWithin(event, request) && isOf(event, request) && hasText(event, request.text ?? ""),
  );
  return buckets.map(({ from, to }) => {
    const types: Record<string, number> = {};
    const [start, end] = [mark(from), mark(to)];
    const inside = found.filter(({ position, recordedAt }) =>
      request.by === "time"
        ? mark(recordedAt) >= start && mark(recordedAt) < end
        : position >= start && position <= end,
    );
    for (const { type } of inside) types[type] = (types[type] ?? 0) + 1;
    return { from, to, count: inside.length, types };
  });
}

/** The events between the first and the last that the bounds leave, of which type and category are bounds too. */
function span(all: readonly RecordedEvent[], request: HistogramRequest): RecordedEvent[] {
  if (request.stream !== undefined)
    return all.filter((event) => isWithin(event, request) && event.stream === request.stream);
  const own = all.filter((event) => isOf(event, request)).map(({ position }) => position);
  const [first, last] = [own.at(0) ?? 0, own.at(-1) ?? 0];
  return all.filter(
    (event) => isWithin(event, request) && event.position >= first && event.position <= last,
  );
}

/** The buckets stand one behind the other, and are as wide as each other, from the first to the last event. */
function expectCover(
  buckets: readonly Bucket[],
  { by, buckets: most }: HistogramRequest,
  events: readonly RecordedEvent[],
): void {
  const marks = events.map((event) => mark(by === "time" ? event.recordedAt : event.position));
  if (marks.length === 0) {
    expect(buckets).toEqual([]);
    return;
  }
  const [begin, end] = [Math.min(...marks), Math.max(...marks) + 1];
  const count = Math.min(most, end - begin);
  const starts = buckets.map(({ from }) => mark(from));
  const ends = buckets.map(({ to }) => mark(to) + (by === "time" ? 0 : 1));
  expect(starts).toHaveLength(count);
  expect([...starts, end]).toEqual([begin, ...ends]);
  const widths = ends.map((to, i) => to - (starts[i] ?? 0));
  expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
}

function mark(bound: number | string): number {
  return typeof bound === "number" ? bound : Date.parse(bound);
}
