import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  appendOf,
  increment,
  mustAppend,
  newEvent,
  openLog,
  T0,
  valueOf,
  type WithStorage,
} from "../support/log-harness.ts";
import type { LogStore } from "../../durable/log-store.ts";
import type { StateRequest } from "../../durable/log-rpc.ts";

const STREAM = "counter-main";

/** What every store promises of the past, with an array of values as the oracle. `runs` random histories are tried. */
export function describeTimeTravel(withStorage: WithStorage, runs: number): void {
  describe("a state", () => {
    it("is the fold of the first t events, for every t", () =>
      fc.assert(
        fc.asyncProperty(histories, (history) =>
          withStorage((storage) => {
            const log = openLog(storage);
            const values = write(log, history);
            for (const t of interesting(values.length - 1))
              expect(stateOf(log, { revision: t })).toEqual([
                values[Math.min(t, values.length - 1)],
                Math.min(t, values.length - 1),
              ]);
            storage.all("DELETE FROM checkpoints");
            const reopened = openLog(storage);
            for (const t of interesting(values.length - 1))
              expect(stateOf(reopened, { revision: t })[0]).toBe(
                values[Math.min(t, values.length - 1)],
              );
          }),
        ),
        { numRuns: runs },
      ));

    it("is found by position and by time as well", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        for (let second = 10; second < 40; second += 1) {
          const time = `2026-01-01T00:00:${second}.000Z`;
          mustAppend(log, appendOf(STREAM, [increment(1), increment(1)]), time);
          mustAppend(log, appendOf("other-1", [newEvent("A", 0)]), time);
        }
        expect(stateOf(log, { position: 0 })).toEqual([0, 0]);
        expect(stateOf(log, { position: 3 })).toEqual([2, 2]);
        expect(stateOf(log, { position: 4 })).toEqual([3, 3]);
        expect(stateOf(log, { position: 1e6 })).toEqual([60, 60]);
        expect(stateOf(log, { time: "2026-01-01T00:00:09.999Z" })).toEqual([0, 0]);
        expect(stateOf(log, { time: "2026-01-01T00:00:10.000Z" })).toEqual([2, 2]);
        expect(stateOf(log, { time: "2026-01-01T00:00:11.999Z" })).toEqual([4, 4]);
        expect(stateOf(log, { time: "2030-01-01T00:00:00.000Z" })).toEqual([60, 60]);
      }));

    it("does not use checkpoints of another version of the decider, and keeps new ones", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(
          log,
          appendOf(
            STREAM,
            Array.from({ length: 350 }, () => increment(1)),
          ),
        );
        storage.all(`UPDATE checkpoints SET version = 0, state = '{"value":-7}'`);
        expect(stateOf(openLog(storage), { revision: 320 })).toEqual([320, 320]);
        const kept = storage.all(
          "SELECT revision FROM checkpoints WHERE version = 1 ORDER BY revision",
        );
        expect(kept.map(({ revision }) => revision)).toEqual([100, 200, 300]);
      }));

    it("is refused where no system folds", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(log, appendOf("a-1", [newEvent("A", 0)]));
        expect(log.state({ stream: "a-1", until: { revision: 1 } })).toMatchObject({
          problem: { code: "no-decider" },
        });
      }));

    it("leaves nothing of a refused append behind, not even a checkpoint", () =>
      withStorage((storage) => {
        const log = openLog(storage);
        mustAppend(
          log,
          appendOf(
            STREAM,
            Array.from({ length: 99 }, () => increment(1)),
          ),
        );
        log.append(appendOf(STREAM, [increment(5), increment(Number.MAX_SAFE_INTEGER)]), T0);
        mustAppend(log, appendOf(STREAM, [increment(2), increment(2)]));
        expect(stateOf(log, { revision: 100 })).toEqual([101, 100]);
        expect(stateOf(openLog(storage), { revision: 101 })).toEqual([103, 101]);
      }));
  });
}

const batches = fc.array(
  fc.integer({ min: -1000, max: 1000 }).filter((n) => n !== 0),
  { minLength: 1, maxLength: 150 },
);
const histories = fc.array(batches, { maxLength: 6 });

/** Appends batches to the counter; its value after each number of events. */
function write(log: LogStore, history: readonly (readonly number[])[]): number[] {
  const values = [0];
  for (const batch of history) {
    const events = batch.map((n) =>
      newEvent(n > 0 ? "INCREMENT" : "DECREMENT", { value: Math.abs(n) }),
    );
    mustAppend(log, appendOf(STREAM, events));
    for (const n of batch) values.push((values.at(-1) ?? 0) + n);
  }
  return values;
}

/** The ends, the neighbourhoods of checkpoints, and some in between. */
function interesting(last: number): number[] {
  const around = Array.from({ length: Math.floor(last / 100) + 1 }, (_, i) => [
    i * 100 - 1,
    i * 100,
    i * 100 + 1,
  ]);
  return [
    0,
    1,
    last,
    last + 5,
    Number.MAX_SAFE_INTEGER,
    Math.floor(last / 3),
    ...around.flat(),
  ].filter((t) => t >= 0);
}

function stateOf(
  log: LogStore,
  until: StateRequest["until"],
): [value: number | undefined, revision: number] {
  const { state, revision } = valueOf(log.state({ stream: STREAM, until }));
  const { value }: { value: number } = JSON.parse(state);
  return [value, revision];
}
