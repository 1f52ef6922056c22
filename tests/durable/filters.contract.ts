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
  hasText,
  isOf,
  isWithin,
  randomFilter,
  timeOf,
  turnedAndCut,
} from "../support/random-log.ts";

const requests = fc.record(
  {
    ...randomFilter,
    direction: fc.constantFrom("forward" as const, "backward" as const),
    limit: fc.integer({ min: 1, max: 20 }),
  },
  { requiredKeys: [] },
);

/** What every store promises of filters by time and by text, with an array as the oracle. */
export function describeFilters(withStorage: WithStorage, runs: number): void {
  describe("filters by time and text", () => {
    it("leave what the array has, together with all others", () =>
      askRandomLogs(withStorage, {
        requests,
        runs,
        compare(log, all, request) {
          const filter = { ...EVERYTHING, ...request };
          const found = all.filter(
            (event) =>
              isWithin(event, filter) && isOf(event, filter) && hasText(event, request.text ?? ""),
          );
          expect(readAll(log, request)).toEqual(turnedAndCut(found, filter));
        },
      }));

    it("bound the revisions of a stream too", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        for (const minute of [1, 2, 3, 4])
          for (const stream of ["a-1", "b-1"])
            mustAppend(log, appendOf(stream, [newEvent("A", minute)]), timeOf(minute));
        const times = { fromTime: timeOf(2), toTime: timeOf(4) };
        const events = readAll(log, { by: "revision", stream: "b-1", ...times });
        expect(events.map(({ revision }) => revision)).toEqual([2, 3]);
      }));

    it("close a list when the log has reached the time, and no sooner", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const closed = (toTime: string) => log.slice({ ...EVERYTHING, toTime }).closed;
        expect(closed(timeOf(3))).toBe(false);
        mustAppend(log, appendOf("a-1", [newEvent("A", 1)]), timeOf(2));
        expect([closed(timeOf(2)), closed(timeOf(3))]).toEqual([true, false]);
        mustAppend(log, appendOf("a-1", [newEvent("A", 1)]), timeOf(3));
        expect([closed(timeOf(3)), closed(timeOf(4))]).toEqual([true, false]);
      }));

    it("look for text in a bounded number of bytes a step", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const big = "x".repeat(250_000);
        for (let i = 0; i < 50; i += 1) mustAppend(log, appendOf("a-1", [newEvent("A", big)]));
        mustAppend(log, appendOf("a-1", [newEvent("A", "needle")]));
        const ways = [{}, { stream: "a-1" }, { direction: "backward" as const }];
        for (const way of ways) {
          const request = { ...way, text: "NEEDLE" };
          expect(log.slice({ ...EVERYTHING, ...request }).next).not.toBeNull();
          expect(readAll(log, request).map(({ position }) => position)).toEqual([51]);
        }
      }));
  });
}
