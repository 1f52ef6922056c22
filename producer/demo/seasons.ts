import { formatInstant, parseInstant } from "../../core/instant.ts";

export const DAY_SECONDS = 86_400;

const YEAR_DAYS = 365;
/** By the end of a year so much more is bought than at its beginning. */
const GROWTH = 0.4;
/** From Sunday on. */
const WEEKDAYS = [1.2, 1.05, 0.9, 0.85, 0.9, 1, 1.1];
/** 1970 began on a Thursday. */
const FIRST_WEEKDAY = 4;

/** How much is bought around a day of the year: quiet in January, in the holidays, and after Christmas. */
const SEASONS: readonly (readonly [dayOfYear: number, level: number])[] = [
  [0, 0.8],
  [20, 0.75],
  [75, 0.95],
  [128, 1.15],
  [175, 0.95],
  [200, 0.65],
  [226, 0.7],
  [248, 1.05],
  [305, 1.1],
  [330, 1.9],
  [338, 1.6],
  [351, 2.4],
  [357, 0.8],
  [366, 0.8],
];

/** In local time, from midnight on. */
export const HOURS = [
  3, 2, 1, 1, 1, 2, 4, 7, 9, 10, 11, 12, 13, 11, 10, 10, 10, 12, 14, 18, 21, 20, 13, 6,
];

/** A year of whole days in UTC. */
export interface Year {
  /** Seconds since 1970 at which it begins. */
  readonly start: number;
  /** Seconds since 1970 at which it is over. */
  readonly end: number;
  /** How much is bought on each of its days. */
  readonly demand: readonly number[];
}

/** The 365 days of which `until`, `YYYY-MM-DD`, is the last; `undefined` if there is no such day. */
export function yearUntil(until: string): Year | undefined {
  const last = parseInstant(`${until}T00:00:00Z`);
  if (!last) return undefined;
  const end = last.seconds + DAY_SECONDS;
  const start = end - YEAR_DAYS * DAY_SECONDS;
  const demand = Array.from({ length: YEAR_DAYS }, (_, i) => {
    const day = start / DAY_SECONDS + i;
    return seasonOf(day) * weekdayOf(day) * (1 + (GROWTH * i) / YEAR_DAYS);
  });
  return { start, end, demand };
}

/** RFC 3339 in UTC, of seconds since 1970. */
export function timeText(seconds: number): string {
  return formatInstant({ seconds, micros: 0 });
}

function weekdayOf(day: number): number {
  return WEEKDAYS[(((day + FIRST_WEEKDAY) % 7) + 7) % 7] ?? 1;
}

function seasonOf(day: number): number {
  const year = timeText(day * DAY_SECONDS).slice(0, 4);
  const newYear = parseInstant(`${year}-01-01T00:00:00Z`)?.seconds ?? 0;
  const dayOfYear = day - newYear / DAY_SECONDS;
  const next = SEASONS.findIndex(([knot]) => knot > dayOfYear);
  const [from, low] = SEASONS[next - 1] ?? [0, 1];
  const [to, high] = SEASONS[next] ?? [from + 1, low];
  return low + ((high - low) * (dayOfYear - from)) / (to - from);
}
