import type { CounterEvent } from "../../systems/counter/events.ts";
import { chanceOf, nameOf, whole } from "./chance.ts";
import { timeText, yearUntil } from "./seasons.ts";

/** As an append takes it. */
export type DatedCounterEvent = CounterEvent & {
  readonly id: string;
  readonly source: string;
  /** RFC 3339 in UTC. */
  readonly occurredAt: string;
};

export interface CounterOptions {
  readonly seed: number;
  readonly count: number;
  /** The last day of the year, `YYYY-MM-DD`. */
  readonly until: string;
}

/** No client has it unless it says so, so a client's id is never taken for one of these. */
const SOURCE = "demo";
const MAX_VALUE = 9;

/** How likely the counter goes up, from the first quarter of a quarter-year to its last. */
const MOODS = [0.72, 0.6, 0.38, 0.58];
const WAVES = 4;

/**
 * A year of the counter: a random walk that climbs in waves, in order of time. The same for the same
 * options. Throws a RangeError if `until` is no day.
 */
export function counterEvents({ seed, count, until }: CounterOptions): DatedCounterEvent[] {
  const year = yearUntil(until);
  if (!year) throw new RangeError(`${until} is no day.`);
  const chance = chanceOf(seed, "counter");
  const prefix = `counter-${seed}-${nameOf(until, count)}`;
  const step = (year.end - year.start) / count;
  return Array.from({ length: count }, (_, i) => {
    const up = MOODS[Math.floor((i / count) * WAVES * MOODS.length) % MOODS.length] ?? 0.5;
    return {
      type: chance() < up ? "INCREMENT" : "DECREMENT",
      data: { value: whole(chance, 1, MAX_VALUE) },
      id: `${prefix}-${i}`,
      source: SOURCE,
      occurredAt: timeText(year.start + Math.floor((i + chance()) * step)),
    };
  });
}
