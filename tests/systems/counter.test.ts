import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decider } from "../../core/decider.ts";
import type { EventData } from "../../core/event.ts";
import { parseJson, type Json } from "../../core/json.ts";
import type { Outcome } from "../../core/problem.ts";
import {
  acceptCounterEvent,
  counterDecider,
  parseCounterInput,
  type CounterCommand,
} from "../../systems/counter/commands.ts";
import type { CounterEvent } from "../../systems/counter/events.ts";
import { counter } from "../../systems/counter/index.ts";
import { systemOf } from "../../systems/index.ts";

const MAX = Number.MAX_SAFE_INTEGER;
const TYPE = "/type enum";
const DATA = "/data const";
const VALUE = "/value type";

function up(value: number): CounterEvent {
  return { type: "INCREMENT", data: { value } };
}

function down(value: number): CounterEvent {
  return { type: "DECREMENT", data: { value } };
}

function fold(events: readonly CounterEvent[]): { readonly value: number } {
  return events.reduce(
    (state, event) => counterDecider.evolve(state, event),
    counterDecider.initial,
  );
}

function given(...events: CounterEvent[]) {
  return {
    when(command: CounterCommand) {
      const outcome = counterDecider.decide(command, fold(events));
      return {
        thenHappens(...expected: CounterEvent[]): void {
          expect(outcome).toEqual({ ok: true, value: expected });
        },
        thenRefused(reason: string): void {
          expect(outcome).toMatchObject({
            ok: false,
            problem: { code: "refused", members: { reason } },
          });
        },
      };
    },
  };
}

/** What is wrong, each as its pointer and keyword; the command if nothing is. */
function verdict(outcome: Outcome<CounterCommand>): CounterCommand | readonly string[] {
  if (outcome.ok) return outcome.value;
  expect(outcome.problem.code).toBe("invalid-event");
  for (const { pointer, message } of outcome.problem.errors ?? [])
    expect(outcome.problem.detail).toContain(`${pointer.slice(1)} ${message}`);
  return (outcome.problem.errors ?? []).map(({ pointer, keyword }) => `${pointer} ${keyword}`);
}

describe("the counter", () => {
  it("stands at 0 at first", () => {
    expect(fold([])).toEqual({ value: 0 });
  });

  it("goes up", () => given().when(up(3)).thenHappens(up(3)));

  it("goes down, below 0 too", () => given(up(1)).when(down(3)).thenHappens(down(3)));

  it("goes up to its upper limit", () =>
    given(up(MAX - 1))
      .when(up(1))
      .thenHappens(up(1)));

  it("goes down to its lower limit", () =>
    given(down(MAX - 1))
      .when(down(1))
      .thenHappens(down(1)));

  it("goes from one limit to 0", () => given(down(MAX)).when(up(MAX)).thenHappens(up(MAX)));

  it("goes back from a limit", () => given(up(MAX)).when(down(1)).thenHappens(down(1)));

  it.each([1, MAX])("refuses to pass its limits by %i", (by) => {
    given(up(MAX)).when(up(by)).thenRefused("value-out-of-range");
    given(down(MAX)).when(down(by)).thenRefused("value-out-of-range");
  });

  it("says where it stands when it refuses", () => {
    const outcome = counterDecider.decide(up(1), { value: MAX });
    expect(outcome.ok ? "" : outcome.problem.detail).toContain(String(MAX));
  });

  it("is not moved by an event that it does not know", () => {
    const events: EventData[] = [
      { type: "RESET", data: { value: 5 } },
      { type: "increment", data: { value: 5 } },
      { type: "__proto__", data: null },
      { type: "", data: [] },
    ];
    const decider: Decider = counterDecider;
    for (const event of events) expect(decider.evolve({ value: 7 }, event)).toEqual({ value: 7 });
  });

  it("changes neither the state nor the event that it is given", () => {
    const [state, event] = [Object.freeze({ value: 7 }), Object.freeze(up(1))];
    expect(counterDecider.evolve(state, event)).toEqual({ value: 8 });
    expect(counterDecider.initial).toEqual({ value: 0 });
  });

  it("stands at the sum of what it took, and refuses exactly what leads out of range", () => {
    const amount = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: MAX }));
    const command = fc.tuple(fc.boolean(), amount).map(([rises, n]) => (rises ? up(n) : down(n)));
    fc.assert(
      fc.property(fc.array(command, { maxLength: 50 }), (commands) => {
        let state = counterDecider.initial;
        let sum = 0n;
        for (const next of commands) {
          const step = BigInt(next.data.value) * (next.type === "INCREMENT" ? 1n : -1n);
          const fits = sum + step <= BigInt(MAX) && sum + step >= -BigInt(MAX);
          const outcome = counterDecider.decide(next, state);
          expect(outcome.ok).toBe(fits);
          if (fits) sum += step;
          if (outcome.ok)
            for (const event of outcome.value) state = counterDecider.evolve(state, event);
          expect(BigInt(state.value)).toBe(sum);
        }
      }),
    );
  });

  it("owns the category counter", () => {
    expect(systemOf("counter")).toBe(counter);
    expect(systemOf("count")).toBeUndefined();
    expect(systemOf("__proto__")).toBeUndefined();
  });
});

describe("acceptCounterEvent", () => {
  it.each([up(1), down(1), up(MAX), down(MAX)])("takes %j as the command", (event) => {
    expect(verdict(acceptCounterEvent(event))).toEqual(event);
  });

  it.each<[type: string, data: Json, errors: string[]]>([
    ["RESET", { value: 1 }, [TYPE]],
    ["increment", { value: 1 }, [TYPE]],
    ["INCREMENT", {}, [DATA]],
    ["INCREMENT", null, [DATA]],
    ["INCREMENT", 1, [DATA]],
    ["INCREMENT", "1", [DATA]],
    ["INCREMENT", [1], [DATA]],
    ["INCREMENT", { value: 0 }, [DATA]],
    ["INCREMENT", { value: -1 }, [DATA]],
    ["INCREMENT", { value: 1.5 }, [DATA]],
    ["INCREMENT", { value: MAX + 1 }, [DATA]],
    ["INCREMENT", { value: "1" }, [DATA]],
    ["INCREMENT", { value: null }, [DATA]],
    ["INCREMENT", { value: true }, [DATA]],
    ["INCREMENT", { value: 1, note: "x" }, [DATA]],
    ["DECREMENT", { Value: 1 }, [DATA]],
    ["RESET", { value: 0 }, [TYPE, DATA]],
    ["", null, [TYPE, DATA]],
  ])("refuses %s with %j: %j", (type, data, errors) => {
    expect(verdict(acceptCounterEvent({ type, data }))).toEqual(errors);
  });

  it("does not take a value that is inherited", () => {
    const data = parseJson('{"__proto__":{"value":1}}');
    expect(verdict(acceptCounterEvent({ type: "INCREMENT", data }))).toEqual([DATA]);
  });
});

describe("parseCounterInput", () => {
  it.each<[type: unknown, value: unknown, command: CounterCommand]>([
    ["INCREMENT", 1, up(1)],
    ["DECREMENT", MAX, down(MAX)],
    ["INCREMENT", "1", up(1)],
    ["INCREMENT", "007", up(7)],
    ["DECREMENT", "9007199254740991", down(MAX)],
    ["INCREMENT", `${"0".repeat(31)}1`, up(1)],
  ])("reads %j and %j as %j", (type, value, command) => {
    expect(verdict(parseCounterInput({ type, value }))).toEqual(command);
  });

  it.each<[type: unknown, value: unknown, errors: string[]]>([
    ["RESET", 1, [TYPE]],
    ["increment", 1, [TYPE]],
    [undefined, 1, [TYPE]],
    [["INCREMENT"], 1, [TYPE]],
    ["INCREMENT", undefined, [VALUE]],
    ["INCREMENT", null, [VALUE]],
    ["INCREMENT", 0, [VALUE]],
    ["INCREMENT", -1, [VALUE]],
    ["INCREMENT", 1.5, [VALUE]],
    ["INCREMENT", Number.NaN, [VALUE]],
    ["INCREMENT", Number.POSITIVE_INFINITY, [VALUE]],
    ["INCREMENT", MAX + 1, [VALUE]],
    ["INCREMENT", [1], [VALUE]],
    ["INCREMENT", true, [VALUE]],
    ["INCREMENT", "", [VALUE]],
    ["INCREMENT", "0", [VALUE]],
    ["INCREMENT", "-1", [VALUE]],
    ["INCREMENT", "+1", [VALUE]],
    ["INCREMENT", "1.0", [VALUE]],
    ["INCREMENT", "1e3", [VALUE]],
    ["INCREMENT", "0x10", [VALUE]],
    ["INCREMENT", " 1", [VALUE]],
    ["INCREMENT", "1\n", [VALUE]],
    ["INCREMENT", "١", [VALUE]],
    ["INCREMENT", "9007199254740993", [VALUE]],
    ["INCREMENT", `${"0".repeat(32)}1`, [VALUE]],
    [undefined, undefined, [TYPE, VALUE]],
  ])("refuses %j with %j: %j", (type, value, errors) => {
    expect(verdict(parseCounterInput({ type, value }))).toEqual(errors);
  });
});
