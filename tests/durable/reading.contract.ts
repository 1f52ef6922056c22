import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  appendOf,
  EVERYTHING,
  mustAppend,
  newEvent,
  openLog,
  readAll,
  type WithStorage,
} from "../support/log-harness.ts";
import {
  askRandomLogs,
  isOf,
  isWithin,
  randomFilter,
  turnedAndCut,
} from "../support/random-log.ts";

/** What every store promises of reads, with an array as the oracle. `runs` random logs are tried. */
export function describeReading(withStorage: WithStorage, runs: number): void {
  describe("a list of events", () => {
    it("equals the array that was appended, filtered, cut and turned", () =>
      askRandomLogs(withStorage, {
        requests,
        runs,
        compare(log, all, request) {
          const whole = { ...EVERYTHING, ...request };
          const found = all.filter((event) => isWithin(event, whole) && isOf(event, whole));
          expect(readAll(log, request)).toEqual(turnedAndCut(found, whole));
        },
      }));

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

const { stream, category, types, after, before } = randomFilter;
const requests = fc.record(
  {
    stream,
    category,
    types,
    after,
    before,
    direction: fc.constantFrom("forward" as const, "backward" as const),
    limit: fc.integer({ min: 1, max: 20 }),
  },
  { requiredKeys: [] },
);
