/**
 * Timestamps, parsed strictly. `Date` is not used: it turns 30 February into 2 March and cuts microseconds.
 * Calendar arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */

/** A moment in UTC. */
export interface Instant {
  /** Whole seconds since 1970-01-01T00:00:00Z; negative before. */
  readonly seconds: number;
  /** 0 to 999,999. */
  readonly micros: number;
}

const RFC_3339 =
  /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d:\d\d))$/;
const DAY_SECONDS = 86_400;
const FIRST = epochDays(0, 1, 1) * DAY_SECONDS;
const LAST = epochDays(10_000, 1, 1) * DAY_SECONDS - 1;

/**
 * Reads an RFC 3339 timestamp with 0 to 9 digits of a second, of which six are kept.
 * `undefined` for anything else: days and hours that do not exist, leap seconds, years outside 0–9999 in UTC.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [date, time, fraction, sign, zone] = match
    .slice(1)
    .map((part: string | undefined) => part ?? "");
  const ahead = parseTime(`${zone || "00:00"}:00`);
  const seconds =
    parseDate(`${date}`) * DAY_SECONDS + parseTime(`${time}`) - (sign === "-" ? -ahead : ahead);
  const exists = seconds >= FIRST && seconds <= LAST;
  return exists ? { seconds, micros: Number(`${fraction}000000`.slice(0, 6)) } : undefined;
}

/** RFC 3339 in UTC, with milliseconds, or with microseconds where there are any. */
export function formatInstant({ seconds, micros }: Instant): string {
  const digits = String(micros).padStart(6, "0");
  return `${formatSeconds(seconds)}.${digits.endsWith("000") ? digits.slice(0, 3) : digits}Z`;
}

/** RFC 3339 in UTC, cut to milliseconds: the form of `recordedAt`, whose order as text is that of time. */
export function formatMillis({ seconds, micros }: Instant): string {
  return millisText(seconds, Math.floor(micros / 1000));
}

/** The same, raised to milliseconds: what is not before it is not before the instant. The year 9999 is not left. */
export function formatMillisRaised({ seconds, micros }: Instant): string {
  const millis = Math.ceil(micros / 1000);
  if (millis < 1000) return millisText(seconds, millis);
  return seconds < LAST ? millisText(seconds + 1, 0) : millisText(seconds, 999);
}

function millisText(seconds: number, millis: number): string {
  return `${formatSeconds(seconds)}.${String(millis).padStart(3, "0")}Z`;
}

function formatSeconds(seconds: number): string {
  const days = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds - days * DAY_SECONDS;
  const [year, month, day] = civilDate(days);
  const date = `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
  return `${date}T${pad(Math.floor(rest / 3600))}:${pad(Math.floor(rest / 60) % 60)}:${pad(rest % 60)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

/** `YYYY-MM-DD` as days since the epoch; NaN if there is no such day. */
function parseDate(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const days = epochDays(year, month, day);
  const [, sameMonth, sameDay] = civilDate(days);
  return sameMonth === month && sameDay === day ? days : Number.NaN;
}

/** `hh:mm:ss` as seconds since midnight; NaN if there is no such time. */
function parseTime(time: string): number {
  const [hour = 0, minute = 0, second = 0] = time.split(":").map(Number);
  const exists = hour < 24 && minute < 60 && second < 60;
  return exists ? hour * 3600 + minute * 60 + second : Number.NaN;
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar. */
function epochDays(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The reverse of {@link epochDays}. */
function civilDate(days: number): readonly [year: number, month: number, day: number] {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = ((monthFromMarch + 2) % 12) + 1;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}
