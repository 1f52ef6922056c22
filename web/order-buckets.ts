import { dayOf } from "../systems/orders/calendar.ts";
import { formatMoney } from "../systems/money.ts";
import type { Day } from "./read-figures.ts";

export type Unit = "day" | "week" | "month";

/** What is drawn as one bar. */
export interface Bucket {
  /** Days, both included. */
  readonly from: string;
  readonly to: string;
  readonly orders: number;
  /** Decimal text. */
  readonly gross: string;
  readonly net: string;
  /** The path of the events behind it. */
  readonly events: string;
}

/** A bar thinner than this, in pixels, is not to be told from the next one. */
const LEAST_BAR = 1.5;
/** The first day of 1970 was a Thursday. */
const DAYS_TO_MONDAY = 3;

const keyOf: Readonly<Record<Unit, (date: string) => string | number>> = {
  day: (date) => date,
  week: (date) => Math.floor(((dayOf(date) ?? 0) + DAYS_TO_MONDAY) / 7),
  month: (date) => date.slice(0, "YYYY-MM".length),
};

/** The smallest unit of which so many days make bars that fit into a width in pixels. */
export function unitFor(days: number, width: number): Unit {
  if (days * LEAST_BAR <= width) return "day";
  return (days / 7) * LEAST_BAR <= width ? "week" : "month";
}

/** Days of one currency, in order, added up; the first and the last bucket may be cut by the range. */
export function bucketsOf(days: readonly Day[], unit: Unit): readonly Bucket[] {
  const buckets: Bucket[] = [];
  let last: string | number | undefined;
  for (const { date, currency, ...figures } of days) {
    const day = { ...figures, from: date, to: date };
    const key = keyOf[unit](date);
    const open = key === last ? buckets.pop() : undefined;
    buckets.push(open ? joined(open, day, currency) : day);
    last = key;
  }
  return buckets;
}

function joined(one: Bucket, next: Bucket, currency: string): Bucket {
  const sum = (a: string, b: string) => formatMoney(minorOf(a) + minorOf(b), currency);
  return {
    from: one.from,
    to: next.to,
    orders: one.orders + next.orders,
    gross: sum(one.gross, next.gross),
    net: sum(one.net, next.net),
    events: prolonged(one.events, next.to),
  };
}

/** The path of the events from those behind a day to another day. */
function prolonged(events: string, end: string): string {
  const [path = "", query] = events.split("?");
  const params = new URLSearchParams(query);
  params.set("end_date", end);
  return `${path}?${params}`;
}

/** The server writes all digits of the currency, so without the point they are minor units. */
function minorOf(decimal: string): bigint {
  return BigInt(decimal.replace(".", ""));
}
