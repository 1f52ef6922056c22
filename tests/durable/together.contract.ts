import { describe, expect, it } from "vitest";
import type { Execute } from "../../durable/log-rpc.ts";
import { BROKEN, ENDS, jars, put, valueIn } from "../support/jar.ts";
import {
  appendOf,
  codeOf,
  mustAppend,
  newEvent,
  openLog,
  readAll,
  T0,
  valueOf,
  type WithStorage,
} from "../support/log-harness.ts";

/** What every store promises of commands that depend on other streams, or on each other. */
export function describeTogether(withStorage: WithStorage): void {
  describe("a command with premises", () => {
    it("is carried out only while they hold, and names the stream that has moved", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        mustAppend(log, appendOf("a-1", [newEvent("A", 1)]));
        const premises = [
          { stream: "a-1", expected: 1 },
          { stream: "b-1", expected: "none" },
        ] as const;
        const first = put([1], { premises });
        expect(log.execute([first], T0).map(codeOf)).toEqual(["success"]);
        mustAppend(log, appendOf("a-1", [newEvent("A", 2)]));
        const [late] = log.execute([put([2], { premises })], T0);
        expect(late).toMatchObject({
          problem: {
            code: "wrong-expected-revision",
            members: { stream: "a-1", expected: 1, actual: 2 },
          },
        });
        expect(log.execute([first], T0)).toMatchObject([{ ok: true, value: { replayed: true } }]);
        expect(readAll(log, { category: "jar" })).toHaveLength(1);
      }));
  });

  describe("commands together", () => {
    it("see what those before them have done, and are answered as they were when they come again", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        const commands = [put([1]), put([2], { stream: "jar-2" }), put([3])];
        const answers = valueOf(log.executeTogether(commands, T0));
        expect(answers.map(({ position, state }) => [position, state])).toEqual([
          [1, "1"],
          [2, "2"],
          [3, "4"],
        ]);
        const again = valueOf(log.executeTogether(commands, T0));
        expect(again).toMatchObject(answers.map(({ state }) => ({ state, replayed: true })));
      }));

    it("write nothing if one fails, and leave the log as if they had never been sent", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        valueOf(log.executeTogether([put([5])], T0));
        const fails = log.executeTogether([put([6]), put([7], { stream: "jar-2" }), put([10])], T0);
        expect(codeOf(fails)).toBe("refused");
        expect(() => log.executeTogether([put([6]), put([BROKEN])], T0)).toThrow("broken");
        valueOf(log.executeTogether([put([8])], T0));
        const [outcome] = log.execute([put([2])], T0);
        expect(outcome).toMatchObject({
          ok: true,
          value: { position: 3, revision: 3, state: "15" },
        });
        expect(readAll(log).map(({ stream, data }) => [stream, valueIn(data)])).toEqual([
          ["jar-1", 5],
          ["jar-1", 8],
          ["jar-1", 2],
        ]);
      }));
  });

  describe("commands in order", () => {
    const stale = [{ stream: "jar-9", expected: "exists" }] as const;

    it("write nothing behind one that might succeed another time, and tell what stands against each", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        const before = put([1]);
        expect(log.executeInSequence([before], T0)).toMatchObject([{ ok: true }]);
        const commands = [
          put([2]),
          put([3], { premises: stale }),
          put([4], { stream: "jar-2" }),
          before,
          { ...before, command: "[5]" },
          put([6], { premises: stale, stream: "jar-2" }),
        ];
        const outcomes = log.executeInSequence(commands, T0);
        expect(outcomes.map((outcome) => outcome && codeOf(outcome))).toEqual([
          "success",
          "wrong-expected-revision",
          null,
          "success",
          "event-id-conflict",
          "wrong-expected-revision",
        ]);
        expect(outcomes[3]).toMatchObject({ value: { replayed: true } });
        expect(readAll(log).map(({ data }) => valueIn(data))).toEqual([1, 2]);
      }));

    it("are held by one that throws, and not by one whose identity is taken", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        const [one, two] = [put([1]), put([2])];
        const outcomes = log.executeInSequence(
          [one, { ...one, command: "[3]" }, two, put([BROKEN]), put([4])],
          T0,
        );
        expect(outcomes.map((outcome) => outcome && codeOf(outcome))).toEqual([
          "success",
          "event-id-conflict",
          "success",
          "internal-error",
          null,
        ]);
      }));

    it("tell what is kept beside one that was known, and are held if that is gone", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        const keeps = (text: string) => ({ keep: { text, forMs: 1000 } });
        const first = put([1], keeps("one"));
        const textsOf = (...commands: Execute[]) =>
          log
            .executeInSequence(commands, T0)
            .map((outcome) => outcome && (valueOf(outcome).text ?? "new"));
        expect(textsOf(first, first, { ...first, ...keeps("two") }, put([2]))).toEqual([
          "new",
          "same",
          "other",
          "new",
        ]);
        expect(textsOf(put([ENDS + 1]), first, put([3]))).toEqual(["new", "gone", null]);
      }));
  });
}
