import type { NewEvent } from "../core/event-rows.ts";
import { COUNTER_STREAM } from "./counter/events.ts";
import { randomCounterEvent } from "./counter/random-events.ts";

/** Where Foldlog's own producers append. */
export const PRODUCED_STREAM = COUNTER_STREAM;

/**
 * A random event as Foldlog's own producers append it. Their source is none that a client has unless
 * it says so, so a client's id is never taken for one of theirs.
 */
export function producedEvent(id: string, chance: () => number): NewEvent {
  return {
    ...randomCounterEvent(chance),
    id,
    source: "producer",
    occurredAt: null,
    metadata: null,
  };
}
