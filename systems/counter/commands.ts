import type { Decider } from "../../core/decider.ts";
import type { EventData } from "../../core/event.ts";
import { isJsonObject, type Json } from "../../core/json.ts";
import { failure, success, type FieldError, type Outcome } from "../../core/problem.ts";
import { readInput } from "../read-input.ts";
import { fitting } from "../read-member.ts";
import type { CounterEvent } from "./events.ts";

/** To move the counter is to ask for the event that moves it. */
export type CounterCommand = CounterEvent;

export type CounterState = { readonly value: number };

export const counterDecider: Decider<CounterCommand, CounterState, CounterEvent> = {
  version: 1,
  initial: { value: 0 },
  decide(command, state) {
    const { value } = counterDecider.evolve(state, command);
    if (Number.isSafeInteger(value)) return success([command]);
    return failure(
      "refused",
      `The counter stands at ${state.value}; it must stay between -(2^53-1) and 2^53-1.`,
      { members: { reason: "value-out-of-range" } },
    );
  },
  evolve(state, event) {
    switch (event.type) {
      case "INCREMENT":
        return { value: state.value + event.data.value };
      case "DECREMENT":
        return { value: state.value - event.data.value };
      default:
        return state;
    }
  },
};

/** The command in a raw event: `data` must be exactly `{ value }`. */
export function acceptCounterEvent(event: EventData): Outcome<CounterCommand> {
  const { type, data } = event;
  const errors: FieldError[] = [];
  if (!isCounterType(type)) errors.push(typeError);
  if (!isJsonObject(data) || Object.keys(data).length !== 1 || !isAmount(data["value"])) {
    errors.push({
      pointer: "/data",
      keyword: "const",
      message: `must be { "value": n }, ${RANGE}`,
    });
    return notACounterEvent(errors);
  }
  if (!isCounterType(type)) return notACounterEvent(errors);
  return success({ type, data: { value: data["value"] } });
}

/** The command in what a person or a form sends: `{ type, value }`, where digits in a string are taken for the number. */
export function parseCounterInput(input: {
  type: unknown;
  value: unknown;
}): Outcome<CounterCommand> {
  const { type } = input;
  const value =
    typeof input.value === "string" && /^[0-9]{1,32}$/.test(input.value)
      ? Number(input.value)
      : input.value;
  const errors: FieldError[] = [];
  if (!isCounterType(type)) errors.push(typeError);
  if (!isAmount(value))
    errors.push({ pointer: "/value", keyword: "type", message: `must be ${RANGE}` });
  if (!isCounterType(type) || !isAmount(value)) return notACounterEvent(errors);
  return success({ type, data: { value } });
}

/** The commands as clients send them: `{ value }`. */
export const counterCommands = {
  increment: (input: Json) => readAmount("INCREMENT", input),
  decrement: (input: Json) => readAmount("DECREMENT", input),
};

function readAmount(type: CounterEvent["type"], input: Json): Outcome<CounterCommand> {
  const read = readInput(input, { value: VALUE });
  return read.ok ? success({ type, data: { value: read.value.value } }) : read;
}

const RANGE = "an integer from 1 to 9007199254740991";
const VALUE = fitting(isAmount, { keyword: "type", message: `must be ${RANGE}` });
const typeError: FieldError = {
  pointer: "/type",
  keyword: "enum",
  message: 'must be "INCREMENT" or "DECREMENT"',
};

function isCounterType(type: unknown): type is CounterEvent["type"] {
  return type === "INCREMENT" || type === "DECREMENT";
}

function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

function notACounterEvent(errors: readonly FieldError[]): Outcome<never> {
  const detail = errors.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`).join("; ");
  return failure("invalid-event", `${detail}.`, { errors });
}
