import type { CounterEvent } from "./events.ts";

const MAX_VALUE = 5;

/** An INCREMENT or a DECREMENT by 1 to 5, each as likely. `chance` gives numbers from 0 up to, but not, 1. */
export function randomCounterEvent(chance: () => number): CounterEvent {
  const type = chance() < 0.5 ? "INCREMENT" : "DECREMENT";
  return { type, data: { value: 1 + Math.floor(chance() * MAX_VALUE) } };
}
