import { formatInstant, parseInstant } from "../../core/instant.ts";
import type { Key } from "../../core/key.ts";

/** When an event occurred, as a part of keys: whole seconds since 1970, and microseconds. */
export type Time = readonly [seconds: number, micros: number];

/** A time, and the position that tells an event from others of the same time: the order of occurrence. */
export type Moment = readonly [seconds: number, micros: number, position: number];

export function momentOf(occurredAt: string, position: number): Moment {
  const instant = parseInstant(occurredAt);
  if (!instant) throw new Error(`"${occurredAt}" is no time`);
  return [instant.seconds, instant.micros, position];
}

/** Less than 0 if `a` comes before `b`; what goes on where the other ends comes behind it. */
export function compareMoments(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, i) => part !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? -Infinity);
}

/** RFC 3339 in UTC. */
export function timeText([seconds, micros]: Time | Moment): string {
  return formatInstant({ seconds, micros });
}

/** From one to another, in milliseconds with fractions. */
export function millisBetween(from: Moment, to: Moment): number {
  return ((to[0] - from[0]) * 1_000_000 + (to[1] - from[1])) / 1000;
}

/** The same with the latest first, as keys are in order. */
export function reversed([seconds, micros, position]: Moment): Moment {
  return [0 - seconds, 0 - micros, 0 - position];
}

/** The moment at the end of a key. */
export function momentIn(key: Key): Moment {
  const [seconds, micros, position] = key.slice(-3).map(Number);
  return [seconds ?? 0, micros ?? 0, position ?? 0];
}

const CURSOR = /^(-?\d{1,12})\.(\d{1,6})\.(\d{1,16})$/;

/** A moment as it stands in a URL, where a page begins behind it. */
export function cursorText(moment: Moment): string {
  return moment.join(".");
}

/** The reverse of {@link cursorText}; `undefined` for other text. */
export function readCursor(text: string): Moment | undefined {
  const [seconds, micros, position] = CURSOR.exec(text)?.slice(1).map(Number) ?? [];
  if (seconds === undefined || micros === undefined || position === undefined) return undefined;
  return Number.isSafeInteger(position) ? [seconds, micros, position] : undefined;
}
