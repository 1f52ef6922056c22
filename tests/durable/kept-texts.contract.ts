import { describe, expect, it } from "vitest";
import type { Execute } from "../../durable/log-rpc.ts";
import { ENDS, jars, put, valueIn } from "../support/jar.ts";
import { codeOf, openLog, readAll, T0, valueOf, type WithStorage } from "../support/log-harness.ts";

const HOUR_MS = 3_600_000;
const LATER = "2026-01-01T01:00:00.000Z";

function putWith(text: string, more: Partial<Execute> = {}): Execute {
  return put([1], { keep: { text, forMs: HOUR_MS }, ...more });
}

/** What every store promises of texts that are kept beside events. */
export function describeKeptTexts(withStorage: WithStorage): void {
  describe("a text that is kept beside an event", () => {
    it("is there until an event ends it, and not in the log", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        const commands = [put([3]), putWith("one"), putWith("two")];
        expect(log.execute(commands, T0).map(codeOf)).toEqual(["success", "success", "success"]);
        expect([1, 2, 3, 4].map((at) => log.keptText(at))).toEqual([null, "one", "two", null]);
        log.execute([put([ENDS + 2])], T0);
        expect([2, 3].map((at) => log.keptText(at))).toEqual([null, "two"]);
        expect(JSON.stringify(readAll(log))).not.toMatch(/one|two/);
      }));

    it("is kept once, however often its command comes", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        const command = putWith("one");
        log.execute([command], T0);
        log.execute([{ ...command, keep: { text: "other", forMs: HOUR_MS } }], LATER);
        expect([log.keptText(1), log.nextEnd()]).toEqual(["one", LATER]);
        log.execute([put([ENDS + 1]), command], T0);
        expect(log.keptText(1)).toBe(null);
      }));

    it("is not kept when its command is refused, or is undone with others", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        log.execute([putWith("one", { expected: 7 })], T0);
        const undone = log.executeTogether([putWith("two"), put([1], { expected: 7 })], T0);
        expect([codeOf(undone), log.nextEnd()]).toEqual(["wrong-expected-revision", undefined]);
      }));

    it("goes when it is too old, which the log tells", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        log.execute([putWith("one"), putWith("two", { keep: { text: "two", forMs: 1 } })], T0);
        log.expire(T0);
        expect(log.keptText(2)).toBe("two");
        log.expire("2026-01-01T00:00:00.001Z");
        expect([log.keptText(1), log.keptText(2), log.nextEnd()]).toEqual(["one", null, LATER]);
        log.expire(LATER);
        log.expire(LATER);
        expect(readAll(log).map(({ data }) => valueIn(data))).toEqual([1, 1, ENDS + 2, ENDS + 1]);
        expect(log.nextEnd()).toBe(undefined);
      }));

    it("is refused for a stream whose system ends none", () =>
      withStorage((storage) => {
        const counter = { type: "INCREMENT", data: { value: 1 } };
        const stream = "counter-main";
        const log = openLog(storage);
        const [outcome] = log.execute(
          [putWith("one", { stream, command: JSON.stringify(counter) })],
          T0,
        );
        expect(outcome && codeOf(outcome)).toBe("internal-error");
        expect(valueOf(log.state({ stream, until: { revision: 9 } })).revision).toBe(0);
      }));
  });
}
