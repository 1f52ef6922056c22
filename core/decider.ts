import type { EventData } from "./event.ts";
import type { Json } from "./json.ts";
import type { Outcome } from "./problem.ts";

/**
 * The write side of a system: what may happen, and what it comes to. Pure and deterministic.
 * After Jérémie Chassaing, "Functional Event Sourcing Decider" (2021).
 */
export interface Decider<
  Command = unknown,
  State extends Json = Json,
  Event extends EventData = EventData,
> {
  /** Raise it when `evolve` or the shape of `State` changes: checkpoints of other versions are not used. */
  readonly version: number;
  /** The state of a stream without events. */
  readonly initial: State;
  /** The events that follow from a command, none if nothing changes, or why it is refused. */
  decide(command: Command, state: State): Outcome<readonly Event[]>;
  /** The state after an event. Total: an event that it does not know changes nothing. */
  evolve(state: State, event: Event): State;
}
