import type { NewEvent } from "../../core/event-rows.ts";
import type { CounterEvent } from "./events.ts";

const MAX_VALUE = 5;

/** An INCREMENT or a DECREMENT by 1 to 5, each as likely. `chance` gives numbers from 0 up to, but not, 1. */
export function randomCounterEvent(chance: () => number): CounterEvent {
  const type = chance() < 0.5 ? "INCREMENT" : "DECREMENT";
  return { type, data: { value: 1 + Math.floor(chance() * MAX_VALUE) } };
}

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
