import { describe, expect, it } from "vitest";
import {
  appendOf,
  mustAppend,
  newEvent,
  openLog,
  T0,
  type WithStorage,
} from "../support/log-harness.ts";

/** What every store promises of what it counts. */
export function describeCounts(withStorage: WithStorage): void {
  describe("the head", () => {
    it("counts what is there", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        expect(log.head()).toMatchObject({
          position: 0,
          streams: 0,
          types: 0,
          categories: 0,
          oldest: null,
          newest: null,
        });
        mustAppend(log, appendOf("a-1", [newEvent("A", 1), newEvent("B", 1)]));
        mustAppend(log, appendOf("a-2", [newEvent("A", 1)]), "2026-01-02T00:00:00.000Z");
        mustAppend(log, appendOf("b-1", [newEvent("B", 1)]), "2026-01-03T00:00:00.000Z");
        mustAppend(log, appendOf("a-1", [newEvent("A", 1)]), "2026-01-04T00:00:00.000Z");
        expect(log.head()).toMatchObject({
          position: 5,
          streams: 3,
          types: 2,
          categories: 2,
          oldest: T0,
          newest: "2026-01-04T00:00:00.000Z",
        });
      }));
  });

  describe("the tallies", () => {
    it("count the events of each category and type, and know where they begin and end", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(log, appendOf("a-1", [newEvent("A", 1), newEvent("B", 1), newEvent("A", 1)]));
        mustAppend(log, appendOf("a-2", [newEvent("A", 1)]));
        mustAppend(log, appendOf("b-1", [newEvent("A", 1)]));
        const rows = storage.all(
          "SELECT category, type, events, streams, first_position AS first, last_position AS last FROM tallies",
        );
        expect(rows.map((row) => Object.values(row))).toEqual([
          ["a", "A", 3, 2, 1, 4],
          ["a", "B", 1, 0, 2, 2],
          ["b", "A", 1, 1, 5, 5],
        ]);
      }));
  });

  describe("the lists of types and of categories", () => {
    it("have each once, by name, with what the tallies count, by pages", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(log, appendOf("b-1", [newEvent("B", 1), newEvent("A", 1)]));
        mustAppend(log, appendOf("a-1", [newEvent("A", 1), newEvent("a", 1)]));
        mustAppend(log, appendOf("a-2", [newEvent("B", 1)]));
        const list = (by: "type" | "category", after = "", limit = 1000) => {
          const { text, next } = log.tallies({ by, after, limit });
          return [JSON.parse(`[${text}]`), next];
        };
        const [A, B] = [
          { type: "A", events: 2, firstPosition: 2, lastPosition: 3 },
          { type: "B", events: 2, firstPosition: 1, lastPosition: 5 },
        ];
        const a = { type: "a", events: 1, firstPosition: 4, lastPosition: 4 };
        expect(list("type")).toEqual([[A, B, a], null]);
        expect(list("type", "", 2)).toEqual([[A, B], "B"]);
        expect(list("type", "B", 2)).toEqual([[a], null]);
        expect(list("category")).toEqual([
          [
            { category: "a", events: 3, streams: 2, firstPosition: 3, lastPosition: 5 },
            { category: "b", events: 2, streams: 1, firstPosition: 1, lastPosition: 2 },
          ],
          null,
        ]);
        expect(list("category", "", 1)[1]).toBe("a");
        expect(list("category", "b")).toEqual([[], null]);
      }));
  });

  describe("the list of streams", () => {
    it("has each once, by name, with its revision and its first and last event", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const sorted = ["a-1", "a-10", "a-2", "a-é", "a-😀", "ab-1", "b-1"];
        const names = sorted.toReversed();
        for (const name of [...names, ...names])
          mustAppend(log, appendOf(name, [newEvent("A", 0)]));
        const list = (request: object) => {
          const page = log.streams({ prefix: "", after: "", limit: 1000, ...request });
          const streams: { stream: string; revision: number; last: { position: number } }[] =
            JSON.parse(`[${page.text}]`);
          return { next: page.next, streams, names: streams.map(({ stream }) => stream) };
        };
        expect(list({}).names).toEqual(sorted);
        expect(list({}).streams[0]).toMatchObject({ revision: 2, last: { position: 14 } });
        expect(list({ category: "a" }).names).toEqual(
          sorted.filter((name) => name.startsWith("a-")),
        );
        expect(list({ prefix: "a-1" }).names).toEqual(["a-1", "a-10"]);
        expect(list({ prefix: "a-1", category: "b" }).names).toEqual([]);
        expect(list({ prefix: "", category: "a", after: "a-10", limit: 1 })).toMatchObject({
          names: ["a-2"],
          next: "a-2",
        });
        expect(list({ limit: sorted.length }).next).toBeNull();
      }));
  });
}
