import { parseInstant, type Instant } from "../../core/instant.ts";

const SHAPE = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/;

/**
 * Reads `YYYY-MM-DD hh:mm:ss`, or with `T`, with up to nine digits of a second, of which six are kept, and with
 * `Z` or an offset; without one it is UTC. `undefined` for anything else, days and hours that do not exist included.
 */
export function readTimestamp(text: string): Instant | undefined {
  const match = SHAPE.exec(text);
  return match ? parseInstant(`${match[1]}T${match[2]}${match[3] ?? "Z"}`) : undefined;
}

/** How far the clock of a sender may be ahead. */
const MAX_AHEAD_SECONDS = 300;

/** Whether a time is further ahead of `now` than a wrong clock explains. */
export function isAhead({ seconds, micros }: Instant, now: Instant): boolean {
  const ahead = seconds - now.seconds - MAX_AHEAD_SECONDS;
  return ahead > 0 || (ahead === 0 && micros > now.micros);
}
