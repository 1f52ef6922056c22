import type { Key } from "../../core/key.ts";
import type { Entry, ReadableRows } from "../../core/projection.ts";
import { dateOf, dayOf, dayStart } from "./calendar.ts";
import { CURRENCIES } from "./order-rows.ts";
import type { RangeParams } from "./query-params.ts";
import { compareSums, plus, type Sum } from "./sum.ts";

/** A sum over any number of rows. */
export interface Figures {
  orders: Sum;
  units: Sum;
  /** Minor units. */
  gross: Sum;
  net: Sum;
}

export function noFigures(): Figures {
  return { orders: 0, units: 0, gross: 0, net: 0 };
}

export function addTo(figures: Figures, row: Readonly<Figures>): void {
  figures.orders = plus(figures.orders, row.orders);
  figures.units = plus(figures.units, row.units);
  figures.gross = plus(figures.gross, row.gross);
  figures.net = plus(figures.net, row.net);
}

/** The figures under a key, which are none at first. */
export function figuresAt(all: Map<string, Figures>, key: string): Figures {
  const known = all.get(key);
  if (known) return known;
  const made = noFigures();
  all.set(key, made);
  return made;
}

export type Named = readonly [name: string, figures: Figures];

/** The greatest net first, then by name. */
export function byNet([a, { net }]: Named, [b, other]: Named): number {
  return compareSums(other.net, net) || (a < b ? -1 : 1);
}

/** The greatest net first, then the most orders, then by name. */
export function byNetAndOrders(a: Named, b: Named): number {
  const [{ net, orders }, other] = [a[1], b[1]];
  return compareSums(other.net, net) || compareSums(other.orders, orders) || byNet(a, b);
}

/** Quarters of an hour, `to` not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A stretch of a range for which there is a row of figures. */
export interface Period {
  readonly range: RangeParams;
  readonly span: Span;
}

/** The quarters of a range whose dates have been checked. */
export function spanOf({ from, to, tz }: RangeParams): Span {
  return { from: dayStart(tz, checkedDay(from)), to: dayStart(tz, checkedDay(to) + 1) };
}

/** The days of a range, in order; a day that its zone skipped has an empty span. */
export function daysOf(range: RangeParams): Period[] {
  const last = checkedDay(range.to);
  const days: Period[] = [];
  let start = dayStart(range.tz, checkedDay(range.from));
  for (let day = checkedDay(range.from); day <= last; day += 1) {
    const end = dayStart(range.tz, day + 1);
    const date = dateOf(day);
    days.push({ range: { ...range, from: date, to: date }, span: { from: start, to: end } });
    start = end;
  }
  return days;
}

function checkedDay(date: string): number {
  const day = dayOf(date);
  if (day === undefined) throw new Error(`"${date}" is no day`);
  return day;
}

/** The currencies that are asked for, by code: one, or all that there are. */
export function currenciesOf(rows: ReadableRows, { currency }: RangeParams): string[] {
  if (currency !== null) return [currency];
  return Array.from(rows.scan(CURRENCIES), ({ key }) => String(key[1]));
}

/** The rows under a key that ends with a time, in a span of such times. */
export function scan(rows: ReadableRows, key: Key, { from, to }: Span): Iterable<Entry> {
  return rows.scan([...key, from], [...key, to]);
}
