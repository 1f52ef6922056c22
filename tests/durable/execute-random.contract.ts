import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meetsExpectation } from "../../core/expected-revision.ts";
import { parseJson } from "../../core/json.ts";
import type { Execute, Executed } from "../../durable/log-rpc.ts";
import { jars, MOST, put } from "../support/jar.ts";
import { codeOf, openLog, readAll, T0, type WithStorage } from "../support/log-harness.ts";

/** What every store makes of commands, with arrays as the oracle. `runs` random histories are tried. */
export function describeRandomCommands(withStorage: WithStorage, runs: number): void {
  describe("commands and retries at random", () => {
    it("do what an array does", () =>
      fc.assert(
        fc.asyncProperty(calls, (history) =>
          withStorage((storage) => {
            const log = openLog(storage, jars);
            const oracle = new Oracle();
            for (const call of history) {
              const commands = call.map((step) => oracle.commandOf(step));
              const expected = commands.map((command) => oracle.execute(command));
              const outcomes = log.execute(commands, T0);
              expect(
                outcomes.map((outcome) => (outcome.ok ? outcome.value : codeOf(outcome))),
              ).toEqual(expected);
            }
            expect(readAll(log).map(({ id, stream }) => [id, stream])).toEqual(
              oracle.events.map(({ id, stream }) => [id, stream]),
            );
          }),
        ),
        { numRuns: runs },
      ));
  });
}

const numbers = fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 3 });
const step = fc.record({
  numbers,
  stream: fc.constantFrom("jar-1", "jar-2"),
  expected: fc.oneof(
    { weight: 3, arbitrary: fc.constant("any" as const) },
    fc.constantFrom("none" as const, "exists" as const, 1, 2, 3),
  ),
  /** Sends again what was sent so many commands ago, if there was one, as it was or with these numbers. */
  again: fc.option(fc.record({ ago: fc.integer({ min: 1, max: 6 }), changed: fc.boolean() })),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const calls = fc.array(fc.array(step, { maxLength: 5 }), { maxLength: 8 });

/** What the log must do, by an array of its events and one of the commands that succeeded. */
class Oracle {
  readonly events: { id: string; stream: string; n: number }[] = [];
  readonly #sent: Execute[] = [];
  readonly #done: { command: Execute; answer: Executed }[] = [];

  commandOf({ numbers: sent, stream, expected, again }: Step): Execute {
    const earlier = again ? this.#sent.at(-again.ago) : undefined;
    const command = earlier
      ? { ...earlier, ...(again?.changed ? { command: JSON.stringify(sent) } : {}) }
      : put(sent, { stream, expected });
    this.#sent.push(command);
    return command;
  }

  /** The answer, or the code of what is wrong. */
  execute(command: Execute): Executed | string {
    const done = this.#done.find((one) => one.command.id === command.id);
    if (done)
      return done.command.command === command.command
        ? { ...done.answer, replayed: true }
        : "event-id-conflict";
    const stream = this.events.filter((event) => event.stream === command.stream);
    if (!meetsExpectation(command.expected, stream.length)) return "wrong-expected-revision";
    const sum = stream.reduce((total, { n }) => total + n, 0);
    return this.#decide(command, { sum, revision: stream.length });
  }

  #decide(command: Execute, before: { sum: number; revision: number }): Executed | string {
    const sent: number[] = [parseJson(command.command)].flat().map(Number);
    const state = before.sum + sent.reduce((a, b) => a + b, 0);
    if (state > MOST) return "refused";
    const position = this.events.length;
    for (const [i, n] of sent.entries())
      this.events.push({
        id: i === 0 ? command.id : `${command.id}.00${i}`,
        stream: command.stream,
        n,
      });
    const answer: Executed = {
      replayed: false,
      state: String(state),
      recordedAt: sent.length > 0 ? T0 : null,
      position: this.events.length,
      revision: before.revision + sent.length,
      events: sent.map((n, i) => ({
        id: this.events[position + i]?.id ?? "",
        type: "Put",
        data: `{"n":${n}}`,
        position: position + i + 1,
        revision: before.revision + i + 1,
      })),
    };
    if (sent.length > 0) this.#done.push({ command, answer });
    return answer;
  }
}
