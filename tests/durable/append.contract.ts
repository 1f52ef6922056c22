import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../core/json.ts";
import {
  appendOf,
  codeOf,
  increment,
  mustAppend,
  newEvent,
  openLog,
  readAll,
  T0,
  type WithStorage,
} from "../support/log-harness.ts";

/** What every store promises of appends. */
export function describeAppends(withStorage: WithStorage): void {
  describe("an append", () => {
    it("numbers the log and each stream from 1, without gaps", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(log, appendOf("a-1", [newEvent("A", 1), newEvent("A", 2)]));
        mustAppend(log, appendOf("b-1", [newEvent("B", 3)]));
        const { spans } = mustAppend(log, appendOf("a-1", [newEvent("A", 4)]));
        expect(spans).toEqual([{ position: 4, revision: 3, count: 1, recordedAt: T0 }]);
        expect(
          readAll(log).map(({ position, stream, revision }) => [position, stream, revision]),
        ).toEqual([
          [1, "a-1", 1],
          [2, "a-1", 2],
          [3, "b-1", 1],
          [4, "a-1", 3],
        ]);
      }));

    it("never records a time before the last one", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        for (const second of ["05", "03", "04", "06"])
          mustAppend(log, appendOf("a-1", [newEvent("A", 0)]), `2026-01-01T00:00:${second}.000Z`);
        const times = readAll(log).map(({ recordedAt }) => recordedAt.slice(17, 19));
        expect(times).toEqual(["05", "05", "05", "06"]);
      }));

    it("keeps what was sent", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const text =
          '{"__proto__":{"x":1},"n":[1.5e-7,-0.1,9007199254740991,null,true],"s":"\\u0000\\"\\\\é😀"}';
        const odd = {
          id: 'quote " NUL \u0000 backslash \\ é😀',
          source: "urn:x/😀",
          metadata: { a: [] },
        };
        const event = {
          ...newEvent("A", 0),
          data: JSON.parse(text),
          ...odd,
          occurredAt: "2020-02-29T00:00:00.123456Z",
        };
        mustAppend(log, appendOf("a-é 😀/%2F", [event, newEvent("A", null)]));
        const [read, plain] = readAll(log);
        expect(read).toMatchObject({
          ...odd,
          stream: "a-é 😀/%2F",
          occurredAt: event.occurredAt,
        });
        expect(JSON.stringify(read?.data)).toBe(JSON.stringify(JSON.parse(text)));
        expect(plain).toMatchObject({ data: null, metadata: {}, occurredAt: T0 });
      }));

    it("keeps any data as JSON.stringify writes them", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const texts = fc
          .sample(fc.jsonValue({ stringUnit: "binary" }), 300)
          .map((value) => JSON.stringify(value));
        const events = texts.map((text) => newEvent("A", parseJson(text)));
        mustAppend(log, appendOf("a-1", events));
        const rows = storage.all<{ data: string }>("SELECT data FROM events ORDER BY position");
        expect(rows.map(({ data }) => data)).toEqual(texts);
      }));

    it("takes events that do not fit into one statement", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const events = Array.from({ length: 15 }, (_, i) => newEvent("A", "é".repeat(100_000) + i));
        mustAppend(log, appendOf("a-1", events));
        expect(readAll(log).map(({ revision, id }) => [revision, id])).toEqual(
          events.map(({ id }, i) => [i + 1, id]),
        );
      }));
  });

  describe("an expected revision", () => {
    const cases = [
      ["any", 0, true],
      ["any", 2, true],
      ["none", 0, true],
      ["none", 2, false],
      ["exists", 0, false],
      ["exists", 2, true],
      [0, 0, true],
      [0, 2, false],
      [2, 2, true],
      [1, 2, false],
      [3, 2, false],
    ] as const;
    for (const [expected, actual, fits] of cases)
      it(`of ${expected} ${fits ? "fits" : "does not fit"} a stream at ${actual}`, () =>
        withStorage((storage) => {
          const log = openLog(storage);
          if (actual > 0)
            mustAppend(
              log,
              appendOf(
                "a-1",
                Array.from({ length: actual }, () => newEvent("A", 0)),
              ),
            );
          const before = log.head();
          const outcome = log.append(appendOf("a-1", [newEvent("A", 1)], expected), T0);
          expect(codeOf(outcome)).toBe(fits ? "success" : "wrong-expected-revision");
          if (fits) return;
          expect(outcome).toMatchObject({
            problem: { members: { stream: "a-1", expected, actual } },
          });
          expect(log.head()).toEqual(before);
        }));
  });

  describe("a stream of a system", () => {
    it("takes raw events only as its decider would", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const bad = [
          newEvent("INCREMENT", { value: 0 }),
          newEvent("MOVED", { value: 1 }),
          newEvent("INCREMENT", 1),
        ];
        for (const event of bad)
          expect(codeOf(log.append(appendOf("counter-1", [increment(1), event]), T0))).toBe(
            "invalid-event",
          );
        const far = [increment(Number.MAX_SAFE_INTEGER), increment(1)];
        expect(codeOf(log.append(appendOf("counter-1", far), T0))).toBe("refused");
        expect(log.head().position).toBe(0);
      }));

    it("answers a retry that its decider would refuse by now", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        const far = increment(Number.MAX_SAFE_INTEGER);
        mustAppend(log, appendOf("counter-1", [far]));
        expect(codeOf(log.append(appendOf("counter-1", [increment(1)]), T0))).toBe("refused");
        expect(mustAppend(log, appendOf("counter-1", [far])).replayed).toBe(true);
      }));
  });

  describe("a transaction around appends", () => {
    it("takes back what was appended in it when it throws", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(log, appendOf("counter-1", [increment(1)]));
        const before = log.head();
        const broken = () =>
          storage.transaction(() => {
            mustAppend(
              log,
              appendOf(
                "counter-1",
                Array.from({ length: 120 }, () => increment(100)),
              ),
            );
            throw new Error("broken");
          });
        expect(broken).toThrow("broken");
        expect(log.head()).toEqual(before);
        mustAppend(
          log,
          appendOf(
            "counter-1",
            Array.from({ length: 120 }, () => increment(1)),
          ),
        );
        const last = { stream: "counter-1", until: { revision: 121 } };
        expect(log.state(last)).toMatchObject({ value: { state: '{"value":121}', revision: 121 } });
        const hundredth = { stream: "counter-1", until: { revision: 100 } };
        expect(log.state(hundredth)).toMatchObject({ value: { state: '{"value":100}' } });
      }));
  });
}
