import * as fc from "fast-check";
import type { Json } from "../../core/json.ts";
import type { Outcome } from "../../core/problem.ts";
import type { Address, Basis } from "../../systems/orders/events.ts";
import { orderFigures } from "../../systems/orders/projections.ts";
import { orderQueries } from "../../systems/orders/queries.ts";
import {
  readEventsParams,
  readProvincesParams,
  readTopCustomersParams,
  readValueParams,
  type UrlParameters,
} from "../../systems/orders/query-params.ts";
import { valueOf } from "./log-harness.ts";
import { MemoryRows } from "./memory-rows.ts";
import { randomHistory, SCALES, type RecordedOrderEvent } from "./order-history.ts";
import { plainFacts, type PlainFact } from "./plain-figures.ts";

const readers = {
  topCustomers: readTopCustomersParams,
  value: readValueParams,
  provinces: readProvincesParams,
  events: readEventsParams,
} satisfies Record<string, (url: UrlParameters) => Outcome<Json>>;

export function ask(rows: MemoryRows, question: keyof typeof readers, url: UrlParameters): Json {
  const params: Outcome<Json> = readers[question](url);
  if (!params.ok) throw new Error(params.problem.detail);
  return valueOf(orderQueries[question](rows, params.value));
}

export function listOf(answer: Json): Record<string, string>[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of figures are all such
  return answer as Record<string, string>[];
}

export function project(events: readonly RecordedOrderEvent[]): MemoryRows {
  const rows = new MemoryRows();
  for (const event of events) orderFigures.evolve(rows, event);
  return rows;
}

interface Asked {
  readonly start_date: string;
  readonly end_date: string;
  readonly tz: string;
  readonly basis: Basis;
  readonly currency: string | undefined;
  readonly address: Address;
}

/** A log, and a question about days in or around its week. */
export const asked = randomHistory.chain(({ week, events }) =>
  fc.record({
    events: fc.constant(events),
    url: fc
      .record({
        first: fc.integer({ min: -2, max: 8 }),
        days: fc.integer({ min: 1, max: 9 }),
        tz: fc.constantFrom(
          "UTC",
          "America/New_York",
          "America/Sao_Paulo",
          "Asia/Kathmandu",
          "Asia/Kolkata",
          "Australia/Lord_Howe",
          "Pacific/Apia",
        ),
        basis: fc.constantFrom<Basis>("recorded", "occurred"),
        currency: fc.option(fc.constantFrom(...Object.keys(SCALES)), { nil: undefined }),
        address: fc.constantFrom<Address>("shipping", "billing"),
      })
      .map(({ first, days, ...url }) =>
        Object.assign(url, {
          start_date: dateAfter(week, first),
          end_date: dateAfter(week, first + days - 1),
        }),
      ),
  }),
);

export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

export function localDate(time: string, tz: string): string {
  const format = formatters.get(tz) ?? new Intl.DateTimeFormat("en-CA", { timeZone: tz });
  formatters.set(tz, format);
  return format.format(Date.parse(time));
}

export function factsIn(events: readonly RecordedOrderEvent[], question: Asked): PlainFact[] {
  return plainFacts(events).filter(({ times, currency }) => {
    const date = localDate(times[question.basis], question.tz);
    const inRange = question.start_date <= date && date <= question.end_date;
    return inRange && (question.currency === undefined || question.currency === currency);
  });
}

export function money(minor: number | undefined, currency: string): string {
  const scale = SCALES[currency] ?? 0;
  return ((minor ?? 0) / 10 ** scale).toFixed(scale);
}

export function currencies(facts: readonly PlainFact[]): string[] {
  return [...new Set(facts.map(({ currency }) => currency))].toSorted();
}

export function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
