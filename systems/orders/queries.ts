import type { Json } from "../../core/json.ts";
import { failure, success, type Outcome } from "../../core/problem.ts";
import type { Query, ReadableRows } from "../../core/projection.ts";
import { formatMoney } from "../money.ts";
import { eventsBehind } from "./events-behind.ts";
import { eventsLink } from "./events-link.ts";
import {
  addTo,
  byNet,
  byNetAndOrders,
  currenciesOf,
  daysOf,
  figuresAt,
  noFigures,
  scan,
  spanOf,
  type Figures,
  type Named,
  type Period,
} from "./figures.ts";
import { asFact, asValue, customerRow, factsKey, valuesKey } from "./order-rows.ts";
import { provinceSums } from "./province-sums.ts";
import type {
  ProvincesParams,
  RangeParams,
  TopCustomersParams,
  ValueParams,
} from "./query-params.ts";
import type { Sum } from "./sum.ts";

/** Rows of figures are by currency; money is decimal text; `events` is the link to what is behind a row. */
export const orderQueries = {
  topCustomers: asked(topCustomers),
  value: asked(value),
  provinces: asked(provinces),
  events: asked(eventsBehind),
} as const;

function asked<Params>(answer: (rows: ReadableRows, params: Params) => Outcome<Json>): Query {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- query-params.ts has read them
  return (rows, params) => answer(rows, params as Params);
}

function topCustomers(rows: ReadableRows, params: TopCustomersParams): Outcome<Json> {
  const span = spanOf(params);
  const top: Json[] = [];
  for (const currency of currenciesOf(rows, params)) {
    const all = new Map<string, Figures>();
    for (const { row } of scan(rows, factsKey(params.basis, currency), span)) {
      const [customer, , , orders, units, gross, net] = asFact(row);
      addTo(figuresAt(all, customer), { orders, units, gross, net });
    }
    const greatest = [...all].toSorted(byNetAndOrders).slice(0, params.count);
    if (top.length + greatest.length > MAX_NAMED_ROWS) return tooManyRows(MAX_NAMED_ROWS);
    for (const [customer, { orders, net }] of greatest) {
      const { email = "", name = "" } = customerRow(rows, customer) ?? {};
      top.push({
        customer_id: customer,
        email,
        name,
        currency,
        orders,
        net: money(net, currency),
        events: eventsLink({ range: params, currency, customer }),
      });
    }
  }
  return success(top);
}

/** Days of which there is nothing to tell are told in this currency. */
const DEFAULT_CURRENCY = "USD";
/** Of an answer by day: ten years in ten currencies, some 8 MB. */
const MAX_DAY_ROWS = 40_000;
/** Of an answer by names: with its link one may have 6 kB, and 32 MiB are the most that an object can answer. */
const MAX_NAMED_ROWS = 4000;

function value(rows: ReadableRows, params: ValueParams): Outcome<Json> {
  return params.mode === "DAY" ? valueByDay(rows, params) : success(valueInTotal(rows, params));
}

function valueInTotal(rows: ReadableRows, params: ValueParams): Json {
  const periods = [{ range: params, span: spanOf(params) }];
  return currenciesOf(rows, params).flatMap((currency) => {
    const [figures] = valuesOf(rows, { params, currency, periods }) ?? [];
    return figures ? [totalRow(params, currency, figures)] : [];
  });
}

function valueByDay(rows: ReadableRows, params: ValueParams): Outcome<Json> {
  const days = daysOf(params);
  const found = new Map<string, readonly Figures[]>();
  for (const currency of currenciesOf(rows, params)) {
    const figures = valuesOf(rows, { params, currency, periods: days });
    if (figures) found.set(currency, figures);
    if (found.size * days.length > MAX_DAY_ROWS) return tooManyRows(MAX_DAY_ROWS);
  }
  if (found.size === 0) found.set(params.currency ?? DEFAULT_CURRENCY, []);
  return success(
    days.flatMap(({ range }, i) =>
      Array.from(found, ([currency, figures]) =>
        dayRow(range, currency, figures[i] ?? noFigures()),
      ),
    ),
  );
}

function tooManyRows(most: number): Outcome<never> {
  const less = "for one currency, one province, fewer customers or fewer days";
  return failure("invalid-query", `These are more than ${most} rows. Ask ${less}.`);
}

interface ValuesOf {
  readonly params: ValueParams;
  readonly currency: string;
  readonly periods: readonly Period[];
}

/** The figures of each period; `undefined` if there are none in any. Rows and periods are in order of time. */
function valuesOf(
  rows: ReadableRows,
  { params, currency, periods }: ValuesOf,
): Figures[] | undefined {
  const figures = periods.map(noFigures);
  const ends = periods.map(({ span }) => span.to);
  let [i, count] = [0, 0];
  for (const { key, row } of scan(rows, valuesKey(params.basis, currency), spanOf(params))) {
    while (Number(key.at(-1)) >= (ends[i] ?? Number.POSITIVE_INFINITY)) i += 1;
    const [orders, gross, net] = asValue(row);
    const period = figures[i];
    if (period) addTo(period, { orders, units: 0, gross, net });
    count += 1;
  }
  return count > 0 ? figures : undefined;
}

function totalRow(range: RangeParams, currency: string, { orders, gross, net }: Figures) {
  return {
    currency,
    orders,
    gross: money(gross, currency),
    net: money(net, currency),
    events: eventsLink({ range, currency }),
  };
}

function dayRow(range: RangeParams, currency: string, figures: Figures) {
  return { date: range.from, ...totalRow(range, currency, figures) };
}

function provinces(rows: ReadableRows, params: ProvincesParams): Outcome<Json> {
  const { basis, address } = params;
  const span = spanOf(params);
  const sales: Json[] = [];
  for (const currency of currenciesOf(rows, params)) {
    const all = new Map<string, Figures>();
    for (const { province, sums } of provinceSums(rows, { basis, address, currency }, span)) {
      const [orders, units, gross, net] = sums;
      if (params.province === null || params.province === province)
        addTo(figuresAt(all, province), { orders, units, gross, net });
    }
    if (sales.length + all.size > MAX_NAMED_ROWS) return tooManyRows(MAX_NAMED_ROWS);
    const told = [...all].filter(isSomething).toSorted(byNet);
    for (const [province, { orders, units, gross, net }] of told)
      sales.push({
        province,
        currency,
        orders,
        units,
        gross: money(gross, currency),
        net: money(net, currency),
        events: eventsLink({ range: params, currency, province, address }),
      });
  }
  return success(sales);
}

function money(sum: Sum, currency: string): string {
  return formatMoney(typeof sum === "string" ? BigInt(sum) : sum, currency);
}

/** What comes to nothing is not told, whether it has rows or not. */
function isSomething([, { orders, units, gross, net }]: Named): boolean {
  return orders !== 0 || units !== 0 || gross !== 0 || net !== 0;
}
