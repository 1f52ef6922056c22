import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../../core/event.ts";
import { categoryOf } from "../../core/names.ts";
import type { LogStore } from "../../durable/log-store.ts";
import {
  appendOf,
  EVERYTHING,
  mustAppend,
  newEvent,
  openLog,
  readAll,
  T0,
  type WithStorage,
} from "../support/log-harness.ts";

/** What every store promises of reads, with an array as the oracle. `runs` random logs are tried. */
export function describeReading(withStorage: WithStorage, runs: number): void {
  describe("a list of events", () => {
    it("equals the array that was appended, filtered, cut and turned", () =>
      fc.assert(
        fc.asyncProperty(
          logs,
          fc.array(requests, { minLength: 8, maxLength: 8 }),
          (appends, asked) =>
            withStorage((storage) => {
              const log = openLog(storage);
              const all = write(log, appends);
              for (const request of asked)
                expect(readAll(log, request)).toEqual(expected(all, { ...EVERYTHING, ...request }));
            }),
        ),
        { numRuns: runs },
      ));

    it("comes in slices that stay below the limit of a value in SQL", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        for (let i = 0; i < 30; i += 1)
          mustAppend(
            log,
            appendOf("big-1", [newEvent("A", "x".repeat(250_000)), newEvent("A", i)]),
          );
        let slices = 0;
        for (let after: number | null = 0; after !== null; slices += 1) {
          const slice = log.slice({ ...EVERYTHING, after });
          expect(slice.text.length).toBeLessThan(1_100_000);
          expect(slice.count).toBeGreaterThan(0);
          after = slice.next;
        }
        expect(slices).toBeGreaterThan(5);
        expect(readAll(log, { direction: "backward" })).toHaveLength(60);
      }));

    it(
      "finds the few among the many, in bounded steps",
      () =>
        withStorage((storage) => {
          const log = openLog(storage);
          mustAppend(log, appendOf("a-1", [newEvent("Rare", 1)]));
          for (let i = 0; i < 45; i += 1)
            mustAppend(
              log,
              appendOf(
                "b-1",
                Array.from({ length: 1000 }, () => newEvent("Common", i)),
              ),
            );
          mustAppend(log, appendOf("a-1", [newEvent("Rare", 2)]));
          mustAppend(log, appendOf("b-1", [newEvent("Common", 0)]));
          for (const filter of [{ types: ["Rare"] }, { category: "a" }, { stream: "a-1" }])
            for (const direction of ["forward", "backward"] as const)
              expect(readAll(log, { ...filter, direction })).toHaveLength(2);
          const { next } = log.slice({ ...EVERYTHING, types: ["Rare"] });
          expect(next).toBe(20_000);
          expect(log.slice({ ...EVERYTHING, types: ["Never"] })).toMatchObject({
            count: 0,
            next: null,
          });
        }),
      120_000,
    );
  });
}

const STREAMS = ["a-1", "a-2", "ab-1", "b-x"];
const TYPES = ["A", "B", "C"];
const logs = fc.array(
  fc.record({
    stream: fc.constantFrom(...STREAMS),
    types: fc.array(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 6 }),
  }),
  { maxLength: 12 },
);
const bound = fc.integer({ min: 0, max: 45 });
const requests = fc.record(
  {
    stream: fc.constantFrom(...STREAMS, "none-1"),
    category: fc.constantFrom("a", "ab", "b", "none"),
    types: fc.subarray([...TYPES, "None"], { minLength: 1 }),
    after: bound,
    before: bound,
    direction: fc.constantFrom("forward" as const, "backward" as const),
    limit: fc.integer({ min: 1, max: 20 }),
  },
  { requiredKeys: [] },
);

function write(
  log: LogStore,
  appends: readonly { stream: string; types: readonly string[] }[],
): RecordedEvent[] {
  const all: RecordedEvent[] = [];
  for (const { stream, types } of appends) {
    const events = types.map((type, i) => newEvent(type, { i }));
    mustAppend(log, appendOf(stream, events));
    for (const { id, type, source, data } of events) {
      const revision = all.filter((event) => event.stream === stream).length + 1;
      all.push({
        position: all.length + 1,
        stream,
        revision,
        type,
        source,
        id,
        occurredAt: T0,
        recordedAt: T0,
        data,
        metadata: {},
      });
    }
  }
  return all;
}

function expected(all: readonly RecordedEvent[], request: typeof EVERYTHING): RecordedEvent[] {
  const { stream, category, types, after, before, direction, limit } = request;
  const found = all.filter(
    (event) =>
      event.position > after &&
      event.position < before &&
      (stream === undefined || event.stream === stream) &&
      (category === undefined || categoryOf(event.stream) === category) &&
      (types === undefined || types.includes(event.type)),
  );
  return (direction === "forward" ? found : found.toReversed()).slice(0, limit);
}
