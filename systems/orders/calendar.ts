import { formatInstant, parseInstant } from "../../core/instant.ts";
import { QUARTER_SECONDS, QUARTERS_A_DAY } from "./quarter.ts";

/**
 * Calendar days of a zone as runs of quarters of an hour: a day begins with the first quarter whose local
 * date, as it begins, is not before the day. So days never overlap and leave nothing out. A day
 * that a zone skipped is empty (Apia, 2011-12-30). An hour that comes again after the clocks
 * went back over midnight belongs to the later day.
 * Days are numbers since 1970-01-01, quarters likewise, in UTC.
 */

const DAY_SECONDS = 86_400;

/** The number of a day `YYYY-MM-DD`; `undefined` if there is none. */
export function dayOf(date: string): number | undefined {
  const instant = parseInstant(`${date}T00:00:00Z`);
  return instant && instant.seconds / DAY_SECONDS;
}

/** The reverse of {@link dayOf}. */
export function dateOf(day: number): string {
  return formatInstant({ seconds: day * DAY_SECONDS, micros: 0 }).slice(0, "YYYY-MM-DD".length);
}

/** The quarter with which a day begins. */
export function dayStart(zone: string, day: number): number {
  const offset = offsetAt(zone, day * QUARTERS_A_DAY);
  const steady =
    offsetAt(zone, (day - 1) * QUARTERS_A_DAY) === offset &&
    offsetAt(zone, (day + 1) * QUARTERS_A_DAY) === offset;
  return steady ? startAt(day, offset) : searchStart(zone, day);
}

/** No offset is as much as a day, so a day begins less than one from midnight in UTC. */
function searchStart(zone: string, day: number): number {
  const middle = day * QUARTERS_A_DAY;
  let quarter = middle - QUARTERS_A_DAY;
  while (quarter < startAt(day, offsetAt(zone, quarter))) quarter += 1;
  return quarter;
}

/** Where a day begins while the offset holds, which before 1980 may be no whole number of quarters. */
function startAt(day: number, offset: number): number {
  return Math.ceil((day * DAY_SECONDS - offset) / QUARTER_SECONDS);
}

const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** By how many seconds local time is ahead of UTC. */
function offsetAt(zone: string, quarter: number): number {
  if (zone === "UTC") return 0;
  const text = formatterOf(zone).format(quarter * QUARTER_SECONDS * 1000);
  const match = OFFSET.exec(text);
  if (!match) throw new Error(`"${text}" has no offset`);
  const [, sign, hours = 0, minutes = 0, seconds = 0] = match;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === "-" ? -size : size;
}

/** A formatter takes some 50 µs to make. Names are taken in any case, so there is no end of them. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATTERS = 500;

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  formatters.set(zone, made);
  return made;
}

/** Whether a name is one of the IANA time zone database. Offsets, which `Intl` takes too, are none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}
