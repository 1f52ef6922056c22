import type { System } from "../../core/system.ts";
import {
  acceptCounterEvent,
  counterCommands,
  counterDecider,
  type CounterCommand,
  type CounterState,
} from "./commands.ts";
import type { CounterEvent } from "./events.ts";

/** Seed 0: a number that goes up and down. */
export const counter: System<CounterCommand, CounterState, CounterEvent> = {
  category: "counter",
  decider: counterDecider,
  accepts: acceptCounterEvent,
  commands: counterCommands,
};
