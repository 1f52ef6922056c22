import type { FieldError, Outcome } from "../core/problem.ts";
import { dateOf, dayOf, isZone } from "../systems/orders/calendar.ts";
import type { UrlParameters } from "../systems/orders/query-params.ts";

/** What the page asks of the orders, by the API's names; values as they are in the address, right or wrong. */
export type Question = {
  readonly start_date: string;
  readonly end_date: string;
  readonly tz: string;
  readonly basis: string;
  /** Of the chart and the tables; without it the one with the most orders. */
  readonly currency: string | undefined;
  readonly count: string | undefined;
  readonly address: string | undefined;
};

/** The days of a range, both included. */
export type Days = Pick<Question, "start_date" | "end_date">;

const YEAR_DAYS = 365;

/** What an address asks. What it leaves out: the year up to today, the browser's zone, days of occurrence. */
export function questionOf(params: URLSearchParams, now: number): Question {
  const tz = params.get("tz") ?? ownZone();
  const usual = daysUntil(dayIn(tz, now), YEAR_DAYS);
  return {
    start_date: params.get("start_date") ?? usual.start_date,
    end_date: params.get("end_date") ?? usual.end_date,
    tz,
    basis: params.get("basis") ?? "occurred",
    currency: params.get("currency") ?? undefined,
    count: params.get("count") ?? undefined,
    address: params.get("address") ?? undefined,
  };
}

/** What an address must say to show the same to others and tomorrow. */
export function lasting({ start_date, end_date, tz, basis }: Question) {
  return { start_date, end_date, tz, basis };
}

/** What all figures have in common. */
export function rangeOf({ start_date, end_date, tz, basis, currency }: Question): UrlParameters {
  return { start_date, end_date, tz, basis, currency };
}

export function errorsOf(read: Outcome<unknown>): readonly FieldError[] {
  return read.ok ? [] : (read.problem.errors ?? []);
}

export function messageAt(errors: readonly FieldError[], name: string): string | undefined {
  return errors.find(({ pointer }) => pointer === `/${name}`)?.message;
}

export interface Choice {
  readonly name: string;
  readonly days: Days;
}

/** Ranges that end today. */
export function choicesUntil(today: string): readonly Choice[] {
  return [
    { name: "7 days", days: daysUntil(today, 7) },
    { name: "30 days", days: daysUntil(today, 30) },
    { name: "90 days", days: daysUntil(today, 90) },
    { name: "This year", days: { start_date: `${today.slice(0, 4)}-01-01`, end_date: today } },
    { name: "A year", days: daysUntil(today, YEAR_DAYS) },
  ];
}

/** The year whose last day is given. */
export function yearUntil(end: string): Days {
  return daysUntil(end, YEAR_DAYS);
}

function daysUntil(end: string, count: number): Days {
  return { start_date: dateOf((dayOf(end) ?? 0) - count + 1), end_date: end };
}

/** The day of a time, in milliseconds since 1970 or RFC 3339; of UTC if there is no such zone. */
export function dayIn(tz: string, time: number | string): string {
  const timeZone = isZone(tz) ? tz : "UTC";
  // Sweden writes days as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(new Date(time));
}

function ownZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isZone(timeZone) ? timeZone : "UTC";
}
