import { describe, expect, it } from "vitest";
import type { NewEvent } from "../../core/event-rows.ts";
import {
  appendOf,
  codeOf,
  mustAppend,
  newEvent,
  openLog,
  readAll,
  T0,
  type WithStorage,
} from "../support/log-harness.ts";

/** What every store promises of identities: retries are answered, and nothing else is taken for one. */
export function describeIdentities(withStorage: WithStorage): void {
  describe("an identity", () => {
    const first = newEvent("A", { x: 1, y: [2] }, { id: "one", occurredAt: T0 });
    const retry = (change: Partial<NewEvent>, stream = "a-1") =>
      appendOf(stream, [{ ...first, ...change }], "none");

    it("answers a retry with what was recorded, before it looks at the expected revision", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const appended = mustAppend(log, retry({}));
        mustAppend(log, appendOf("a-1", [newEvent("A", 2)]), "2026-01-02T00:00:00.000Z");
        const head = log.head();
        expect(mustAppend(log, retry({}))).toEqual({ ...appended, replayed: true });
        expect(mustAppend(log, retry({ data: { y: [2], x: 1 } })).replayed).toBe(true);
        expect(mustAppend(log, retry({ metadata: { trace: "2" } })).replayed).toBe(true);
        expect(log.head()).toEqual(head);
      }));

    it("is a conflict with another stream, type, data or time", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(log, retry({}));
        const others = [
          retry({}, "a-2"),
          retry({ type: "B" }),
          retry({ data: { x: 1 } }),
          retry({ occurredAt: null }),
        ];
        for (const other of others) expect(codeOf(log.append(other, T0))).toBe("event-id-conflict");
        expect(log.head().position).toBe(1);
      }));

    it("belongs to its source", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(log, retry({}));
        expect(codeOf(log.append(appendOf("a-1", [{ ...first, source: "other" }]), T0))).toBe(
          "success",
        );
      }));

    it("of another source is another, also where the revision does not fit and within a request", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(log, retry({}));
        expect(codeOf(log.append(retry({ source: "other" }), T0))).toBe("wrong-expected-revision");
        const both = [
          newEvent("A", 1, { id: "x", source: "a" }),
          newEvent("A", 1, { id: "x", source: "b" }),
        ];
        expect(codeOf(log.append(appendOf("a-1", both), T0))).toBe("success");
        expect(mustAppend(log, appendOf("a-1", both)).replayed).toBe(true);
      }));

    it("that is found late takes back all that its append has written", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(log, retry({}));
        const large = Array.from({ length: 5 }, (_, i) =>
          newEvent(`Large${i}`, "x".repeat(100_000)),
        );
        const before = [log.head(), storage.all("SELECT * FROM tallies")];
        expect(codeOf(log.append(appendOf("a-2", [...large, first]), T0))).toBe(
          "event-id-conflict",
        );
        expect([log.head(), storage.all("SELECT * FROM tallies")]).toEqual(before);
        expect(readAll(log)).toHaveLength(1);
      }));

    it("makes an append of known and new events a conflict, and one of known events a retry", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const events = [newEvent("A", 1), newEvent("A", 2), newEvent("A", 3)];
        mustAppend(log, appendOf("a-1", events));
        expect(codeOf(log.append(appendOf("a-1", [...events, newEvent("A", 4)]), T0))).toBe(
          "event-id-conflict",
        );
        const { replayed, spans } = mustAppend(log, appendOf("a-1", events.toReversed()));
        expect([replayed, ...spans.map(({ position }) => position)]).toEqual([true, 3, 2, 1]);
        expect(log.head().position).toBe(3);
      }));

    it("may stand once in a request", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        expect(codeOf(log.append(appendOf("a-1", [first, first]), T0))).toBe("invalid-body");
        expect(log.head().position).toBe(0);
      }));
  });
}
