import { describe, expect, it } from "vitest";
import { BROKEN, jars, put, valueIn } from "../support/jar.ts";
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
}
