import { ORDER_CATEGORY } from "../systems/orders/events.ts";
import { readProvincesParams, readTopCustomersParams } from "../systems/orders/query-params.ts";
import { Refused } from "../client/send-with-retries.ts";
import { foldlog } from "./foldlog.ts";
import { rangeOf, type Question } from "./order-question.ts";

/** As the API gives them: money is decimal text, `events` the path of the events behind the row. */
export interface Total {
  readonly currency: string;
  readonly orders: number;
  readonly gross: string;
  readonly net: string;
  readonly events: string;
}

export interface Day extends Total {
  /** `YYYY-MM-DD` */
  readonly date: string;
}

export interface Customer extends Omit<Total, "gross"> {
  readonly customer_id: string;
  readonly email: string;
  readonly name: string;
}

export interface Province extends Total {
  readonly province: string;
  readonly units: number;
}

/** The rows of one panel, or why they could not be read. */
export type Panel<Row> = { readonly rows: readonly Row[] } | { readonly error: unknown };

export interface Figures {
  readonly question: Question;
  /** Of the days, customers and provinces; undefined if there are no orders in the range. */
  readonly currency: string | undefined;
  readonly totals: readonly Total[];
  readonly days: Panel<Day>;
  readonly customers: Panel<Customer>;
  readonly provinces: Panel<Province>;
  /** The moments that the figures are of: the same, if no order event stands between them. */
  readonly oldest: number;
  readonly newest: number;
}

/** While orders keep coming, no more reads than these are made to have all figures of one moment. */
const TRIES = 3;

/** Throws if there are no totals to be had, or no figures at all since the view is on its way. */
export async function readFigures(question: Question, signal: AbortSignal): Promise<Figures> {
  for (let left = TRIES - 1; ; left -= 1) {
    const figures = await new Reading(question, signal).read();
    if (left === 0) return figures;
    if (await isOneMoment(figures, signal)) return { ...figures, oldest: figures.newest };
  }
}

async function isOneMoment({ oldest, newest }: Figures, signal: AbortSignal): Promise<boolean> {
  if (oldest === newest) return true;
  const between = { category: ORDER_CATEGORY, after: oldest, before: newest + 1, limit: 1 };
  const { events, next } = await foldlog.page(between, { signal });
  return events.length === 0 && next === undefined;
}

/** Whether the view that was asked goes on by itself until it can answer. */
export function isOnItsWay(error: unknown): boolean {
  return error instanceof Refused && ["view-rebuilding", "view-behind"].includes(error.code);
}

/** Why a part could not be read, if one could not. */
export function failureIn({ days, customers, provinces }: Figures): unknown {
  for (const panel of [days, customers, provinces]) if ("error" in panel) return panel.error;
  return undefined;
}

class Reading {
  readonly #question: Question;
  readonly #signal: AbortSignal;
  readonly #positions: number[] = [];

  constructor(question: Question, signal: AbortSignal) {
    this.#question = question;
    this.#signal = signal;
  }

  async read(): Promise<Figures> {
    const question = this.#question;
    const { count, address } = question;
    const range = { ...rangeOf(question), currency: undefined };
    const totals = await this.#rows<Total>("/orders/value", range);
    const currency = question.currency ?? mostOrders(totals);
    const one = { ...range, currency };
    const hasCount = readTopCustomersParams({ ...one, count }).ok;
    const hasAddress = readProvincesParams({ ...one, address }).ok;
    const [days, customers, provinces] = await Promise.all([
      this.#panel<Day>("/orders/value", { ...one, mode: "DAY" }),
      hasCount ? this.#panel<Customer>("/customers/top", { ...one, count }) : NOTHING,
      hasAddress ? this.#panel<Province>("/sales/province", { ...one, address }) : NOTHING,
    ]);
    const [oldest, newest] = [Math.min(...this.#positions), Math.max(...this.#positions)];
    return { question, currency, totals, days, customers, provinces, oldest, newest };
  }

  async #panel<Row>(path: string, query: Query): Promise<Panel<Row>> {
    try {
      return { rows: await this.#rows<Row>(path, query) };
    } catch (error) {
      if (this.#signal.aborted || isOnItsWay(error)) throw error;
      return { error };
    }
  }

  async #rows<Row>(path: string, query: Query): Promise<readonly Row[]> {
    // A view on its way is no reason to wait in silence.
    const request = { signal: this.#signal, tries: 1 };
    const { body, headers } = await foldlog.answer(path, query, request);
    this.#positions.push(Number(headers.get("log-position")));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller knows the route
    return body as readonly Row[];
  }
}

type Query = Readonly<Record<string, string | undefined>>;

/** Of a question that the server would refuse; its field says so. */
const NOTHING = { rows: [] } as const;

function mostOrders(totals: readonly Total[]): string | undefined {
  return totals.toSorted((a, b) => b.orders - a.orders)[0]?.currency;
}
