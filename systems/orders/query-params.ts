import type { Json } from "../../core/json.ts";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import { success, type Outcome } from "../../core/problem.ts";
import { CURRENCY } from "../money.ts";
import { dayOf, isZone } from "./calendar.ts";
import { ADDRESSES, BASES, type Address, type Basis } from "./events.ts";
import {
  oneOf,
  readMember,
  readOptional,
  refusal,
  textLike,
  type Reading,
  type Rule,
} from "../read-member.ts";

/**
 * What can be asked of the figures, read from the parameters of a URL. The Worker and the page share
 * these rules. Each function fails with `invalid-query`, naming the values that are allowed; parameters
 * that it does not know are not its concern.
 */

/** Calendar days `YYYY-MM-DD`, both included. */
export type RangeParams = {
  readonly from: string;
  readonly to: string;
  /** An IANA name. */
  readonly tz: string;
  readonly basis: Basis;
  /** `null` for all there are. */
  readonly currency: string | null;
};

const MODES = ["DAY", "TOTAL"] as const;

export type TopCustomersParams = RangeParams & { readonly count: number };
export type ValueParams = RangeParams & { readonly mode: (typeof MODES)[number] };
export type ProvincesParams = RangeParams & {
  readonly address: Address;
  /** `null` for all; "" for the orders without a province. */
  readonly province: string | null;
};
export type EventsParams = ProvincesParams & {
  readonly customer: string | null;
  /** A position: events behind it are given. */
  readonly after: number;
  readonly limit: number;
};

export type UrlParameters = Readonly<Record<string, string | undefined>>;

const MAX_DAYS = 3660;
const MAX_COUNT = 1000;
const DEFAULT_COUNT = 5;

export function readTopCustomersParams(url: UrlParameters): Outcome<TopCustomersParams> {
  return checked(url, (reading) => ({
    ...readRange(reading),
    count: readOptional(reading, "count", wholeNumber(1, MAX_COUNT)) ?? DEFAULT_COUNT,
  }));
}

export function readValueParams(url: UrlParameters): Outcome<ValueParams> {
  return checked(url, (reading) => ({
    ...readRange(reading),
    mode: readOptional(reading, "mode", oneOf(MODES)) ?? "TOTAL",
  }));
}

export function readProvincesParams(url: UrlParameters): Outcome<ProvincesParams> {
  return checked(url, readProvinces);
}

export function readEventsParams(url: UrlParameters): Outcome<EventsParams> {
  return checked(url, (reading) => ({
    ...readProvinces(reading),
    customer: readOptional(reading, "customer", customer),
    after: readOptional(reading, "after", wholeNumber(0, Number.MAX_SAFE_INTEGER)) ?? 0,
    limit: readOptional(reading, "limit", wholeNumber(1, MAX_PAGE_EVENTS)) ?? MAX_PAGE_EVENTS,
  }));
}

function checked<T>(members: UrlParameters, read: (reading: Reading) => T): Outcome<T> {
  const reading: Reading = { members, errors: [] };
  const params = read(reading);
  return reading.errors.length > 0 ? refusal("invalid-query", reading.errors) : success(params);
}

function readRange(reading: Reading): RangeParams {
  return {
    ...readDates(reading),
    tz: readOptional(reading, "tz", zone) ?? "UTC",
    basis: readOptional(reading, "basis", oneOf(BASES)) ?? "recorded",
    currency: readOptional(reading, "currency", CURRENCY),
  };
}

function readDates(reading: Reading): { readonly from: string; readonly to: string } {
  const from = readMember(reading, "start_date", date) ?? "";
  const to = readMember(reading, "end_date", date) ?? "";
  const days = (dayOf(to) ?? Number.NaN) - (dayOf(from) ?? Number.NaN) + 1;
  if (days < 1) wrongEnd(reading, "minimum", `must not be before start_date, ${from}`);
  if (days > MAX_DAYS)
    wrongEnd(reading, "maximum", `must make a range of ${MAX_DAYS} days at most`);
  return { from, to };
}

function wrongEnd({ errors }: Reading, keyword: string, message: string): void {
  errors.push({ pointer: "/end_date", keyword, message });
}

function readProvinces(reading: Reading): ProvincesParams {
  return {
    ...readRange(reading),
    address: readOptional(reading, "address", oneOf(ADDRESSES)) ?? "shipping",
    province: readOptional(reading, "province", province),
  };
}

const customer = textLike(/^\P{Cc}{1,128}$/u, "must be 1 to 128 characters");
const province = textLike(/^[^]{0,200}$/u, "must be 200 characters at most");

const date: Rule<string> = {
  keyword: "format",
  message: "must be a calendar day that exists, as YYYY-MM-DD, such as 2026-01-31",
  read: (value) => passing(value, (text) => dayOf(text) !== undefined),
};

const zone: Rule<string> = {
  keyword: "enum",
  message: 'must be an IANA time zone, such as "UTC" or "America/New_York"',
  read: (value) => passing(value, isZone),
};

function passing(value: Json, passes: (text: string) => boolean): string | undefined {
  return typeof value === "string" && passes(value) ? value : undefined;
}

function wholeNumber(least: number, most: number): Rule<number> {
  return {
    keyword: "type",
    message: `must be a whole number from ${least} to ${most}`,
    read(value) {
      const number = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : -1;
      return number >= least && number <= most ? number : undefined;
    },
  };
}
