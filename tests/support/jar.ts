import type { EventData } from "../../core/event.ts";
import { failure, success } from "../../core/problem.ts";
import type { System } from "../../core/system.ts";
import type { Execute } from "../../durable/log-rpc.ts";
import { newEvent } from "./log-harness.ts";

/** What a jar holds at most. */
export const MOST = 20;
/** A number that the decider does not survive. */
export const BROKEN = 666;

/** 1000 and a revision: the number adds nothing, and ends the text that is kept beside that event. */
export const ENDS = 1000;

/** The command is a list of numbers, each of which becomes an event. */
const jar: System<readonly number[], number> = {
  category: "jar",
  decider: {
    version: 1,
    initial: 0,
    decide(numbers, sum) {
      if (numbers.includes(BROKEN)) throw new Error("broken");
      if (numbers.reduce(add, sum) > MOST) return failure("refused", "The jar is full.");
      return success(numbers.map((n): EventData => ({ type: "Put", data: { n } })));
    },
    evolve: (sum, { data }) => add(sum, valueIn(data)),
  },
  keeping: {
    ends: ({ data }) => (valueIn(data) > ENDS ? valueIn(data) - ENDS : undefined),
    expire: (revision) => [ENDS + revision],
  },
};

function add(sum: number, n: number): number {
  return n > ENDS ? sum : sum + n;
}

export function valueIn(data: unknown): number {
  return typeof data === "object" && data !== null && "n" in data ? Number(data.n) : 0;
}

export const jars = (category: string) => (category === "jar" ? jar : undefined);

export function put(numbers: readonly number[], more: Partial<Execute> = {}): Execute {
  return {
    stream: "jar-1",
    expected: "any",
    command: JSON.stringify(numbers),
    source: "api",
    id: newEvent("Put", {}).id,
    occurredAt: null,
    metadata: null,
    ...more,
  };
}
