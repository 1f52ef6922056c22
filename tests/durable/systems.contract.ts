import { describe, expect, it } from "vitest";
import type { EventData } from "../../core/event.ts";
import { success } from "../../core/problem.ts";
import type { System } from "../../core/system.ts";
import {
  appendOf,
  codeOf,
  mustAppend,
  newEvent,
  openLog,
  T0,
  type WithStorage,
} from "../support/log-harness.ts";

type Counting = System<EventData, number>;

/** A system that counts its events, in steps that its version gives. */
function counting(version: number, more: Partial<Counting> = {}): Counting {
  return {
    category: "tally",
    decider: {
      version,
      initial: 0,
      decide: (command) => success([command]),
      evolve: (state) => state + version,
    },
    ...more,
  };
}

/** What every store promises of systems, whichever they are. */
export function describeSystems(withStorage: WithStorage): void {
  describe("a system", () => {
    const one = () => appendOf("tally-1", [newEvent("Counted", {})]);
    const stateOf = { stream: "tally-1", until: { revision: 1000 } };

    it("that accepts no raw events takes none", () =>
      withStorage((storage) => {
        const log = openLog(storage, () => counting(1));
        expect(codeOf(log.append(one(), T0))).toBe("category-owned");
        expect(log.head().position).toBe(0);
      }));

    it("must decide on the event that it accepted", () =>
      withStorage((storage) => {
        const other = counting(1, { accepts: () => success({ type: "Other", data: {} }) });
        const log = openLog(storage, () => other);
        expect(() => log.append(one(), T0)).toThrow("decides on something else");
        expect(log.head().position).toBe(0);
      }));

    it("folds anew when its decider has a new version", () =>
      withStorage((storage) => {
        const accepts = (event: EventData) => success(event);
        const old = openLog(storage, () => counting(1, { accepts }));
        for (let i = 0; i < 250; i += 1) mustAppend(old, one());
        expect(old.state(stateOf)).toMatchObject({ value: { state: "250" } });
        const now = openLog(storage, () => counting(2, { accepts }));
        expect(now.state(stateOf)).toMatchObject({ value: { state: "500", revision: 250 } });
        mustAppend(now, one());
        expect(now.state(stateOf)).toMatchObject({ value: { state: "502" } });
      }));
  });
}
