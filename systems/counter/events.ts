import type { EventData } from "../../core/event.ts";

/** By how much the counter moved: an integer from 1 to 2^53−1. */
type Amount = { readonly value: number };

export type CounterEvent = EventData<"INCREMENT", Amount> | EventData<"DECREMENT", Amount>;

/** The stream that the counter's own routes use. */
export const COUNTER_STREAM = "counter-main";
