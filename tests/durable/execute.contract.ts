import { describe, expect, it } from "vitest";
import type { Execute, Executed } from "../../durable/log-rpc.ts";
import type { LogStore } from "../../durable/log-store.ts";
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

function mustExecute(log: LogStore, command: Execute): Executed {
  const [outcome] = log.execute([command], T0);
  if (!outcome) throw new Error("There is an outcome for each command");
  return valueOf(outcome);
}

function codesOf(log: LogStore, ...commands: Execute[]): string[] {
  return log.execute(commands, T0).map((outcome) => codeOf(outcome));
}

/** What every store promises of commands. */
export function describeCommands(withStorage: WithStorage): void {
  describe("a command", () => {
    it("is answered with its events, and what the stream comes to", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        mustAppend(log, appendOf("a-1", [newEvent("A", 1)]));
        const more = { id: "x", source: "me", metadata: { by: "Ada" }, occurredAt: T0 };
        expect(mustExecute(log, put([1, 2], more))).toEqual({
          replayed: false,
          recordedAt: T0,
          revision: 2,
          position: 3,
          state: "3",
          events: [
            { id: "x", type: "Put", data: '{"n":1}', position: 2, revision: 1 },
            { id: "x.001", type: "Put", data: '{"n":2}', position: 3, revision: 2 },
          ],
        });
        const [, first, second] = readAll(log);
        expect(first).toMatchObject({ ...more, stream: "jar-1", revision: 1, data: { n: 1 } });
        expect(second).toMatchObject({ ...more, id: "x.001", revision: 2, data: { n: 2 } });
      }));

    it("that changes nothing writes nothing, and tells the head", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        mustExecute(log, put([5]));
        mustAppend(log, appendOf("a-1", [newEvent("A", 1)]));
        expect(mustExecute(log, put([]))).toEqual({
          replayed: false,
          events: [],
          recordedAt: null,
          state: "5",
          revision: 1,
          position: 2,
        });
        expect(log.head().position).toBe(2);
      }));

    it("sees what those before it in the same call have done, and none harms another", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        const far = put([1], { expected: 7 });
        const nobody = put([1], { stream: "a-1" });
        const broken = put([BROKEN]);
        expect(codesOf(log, put([10]), put([11]), far, broken, nobody, put([9, 1]))).toEqual([
          "success",
          "refused",
          "wrong-expected-revision",
          "internal-error",
          "no-decider",
          "success",
        ]);
        expect(readAll(log).map(({ data }) => valueIn(data))).toEqual([10, 9, 1]);
      }));

    it("is answered as it was when it comes again, and conflicts when it is another", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        const first = put([2, 3], { expected: "none" });
        const answer = mustExecute(log, first);
        mustExecute(log, put([15]));
        const retry = { ...first, metadata: { trace: "2" } };
        expect(mustExecute(log, retry)).toEqual({ ...answer, replayed: true });
        const others = [
          { ...first, command: "[2]" },
          { ...first, command: "[2,3,1]" },
          { ...first, command: "[2,4]" },
          { ...first, command: "[]" },
          { ...first, command: "[21]" },
          { ...first, stream: "jar-2" },
          { ...first, occurredAt: T0 },
        ];
        for (const other of others) expect(codesOf(log, other)).toEqual(["event-id-conflict"]);
        expect(codesOf(log, { ...first, source: "other" })).toEqual(["wrong-expected-revision"]);
        expect(log.head().position).toBe(3);
      }));

    it("whose further ids are taken conflicts, and writes nothing", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        mustAppend(log, appendOf("a-1", [newEvent("A", 1, { id: "y.001" })]));
        expect(codesOf(log, put([1, 1], { id: "y" }))).toEqual(["event-id-conflict"]);
        expect(log.head().position).toBe(1);
        const single = put([1], { id: "y" });
        expect(mustExecute(log, single).replayed).toBe(false);
        expect(mustExecute(log, single).replayed).toBe(true);
      }));

    it("of one event is known, whatever the event behind it calls itself", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        const single = put([1], { id: "z", isSingle: true });
        const answer = mustExecute(log, single);
        mustExecute(log, put([1], { id: "z.001", isSingle: true }));
        expect(mustExecute(log, single)).toEqual({ ...answer, replayed: true });
        expect(codesOf(log, { ...single, command: "[2]" })).toEqual(["event-id-conflict"]);
        expect(codesOf(log, put([1], { id: "z" }))).toEqual(["event-id-conflict"]);
      }));

    it("is answered as it was from behind checkpoints too", () =>
      withStorage((storage) => {
        const log = openLog(storage, jars);
        const commands = Array.from({ length: 250 }, (_, i) => put([i % 2 === 0 ? 1 : -1]));
        const answers = commands.map((command) => mustExecute(log, command));
        const reopened = openLog(storage, jars);
        for (const i of [0, 98, 99, 100, 101, 200, 249]) {
          const [command, answer] = [commands[i], answers[i]];
          if (!command) throw new Error("There are 250");
          expect(mustExecute(reopened, command)).toEqual({ ...answer, replayed: true });
        }
      }));
  });
}
