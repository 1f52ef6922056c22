import { parseInstant } from "../../core/instant.ts";

/**
 * Quarters of an hour in UTC, numbered since 1970, negative before: the unit of time of the figures.
 * Since 1980 every zone is ahead of UTC by a whole number of them, so they add up to days anywhere.
 */
export const QUARTER_SECONDS = 900;
export const QUARTERS_A_DAY = 96;

/** The quarter in which an RFC 3339 time lies. */
export function quarterOf(time: string): number {
  const instant = parseInstant(time);
  if (!instant) throw new Error(`"${time}" is no time`);
  return Math.floor(instant.seconds / QUARTER_SECONDS);
}
