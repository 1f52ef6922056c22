import { isZone } from "../systems/orders/calendar.ts";
import { grouped } from "./money-text.ts";

/** Decimal text as people read it: "-1234567.50" as "−1,234,567.50". */
export function moneyText(decimal: string): string {
  return (decimal.startsWith("-") ? "−" : "") + grouped(decimal.replace("-", ""));
}

export function orderCount(orders: number): string {
  return `${grouped(String(orders))} ${orders === 1 ? "order" : "orders"}`;
}

const days = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** `2026-03-04` as "4 Mar 2026"; what is no day as it is. */
export function dayText(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : days.format(time);
}

/** One day, or the first and the last of several. */
export function daysText(from: string, to: string): string {
  return from === to ? dayText(from) : `${dayText(from)} to ${dayText(to)}`;
}

/** An RFC 3339 time to the minute, in a zone. */
export function timeText(time: string, tz: string): string {
  const timeZone = isZone(tz) ? tz : "UTC";
  const format = { dateStyle: "medium", timeStyle: "short", timeZone } as const;
  return new Intl.DateTimeFormat("en-GB", format).format(new Date(time));
}

/** Orders may lack a province. */
export function provinceText(province: string): string {
  return province === "" ? "No province" : province;
}
