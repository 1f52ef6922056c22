import type { RecordedEvent } from "../core/event.ts";
import { BASES, orderIdOf, type Basis, type OrderEvent } from "../systems/orders/events.ts";
import { evolveOrder, factsOf, NO_ORDER } from "../systems/orders/order.ts";
import { formatMoney } from "../systems/money.ts";
import { foldlog } from "./foldlog.ts";
import { navigation } from "./navigation.svelte.ts";

/** An event behind a figure, and what it adds to it. */
interface OrderLine {
  readonly position: number;
  readonly type: string;
  /** RFC 3339, of the basis of the figure. */
  readonly time: string;
  readonly order: string;
  readonly customer: string;
  readonly currency: string;
  /** Decimal text; what it adds to the net. */
  readonly net: string;
}

export interface OrderLines {
  /** What was asked: the query of `/orders/events`. */
  readonly query: string;
  readonly lines: readonly OrderLine[];
  /** The query of the next page. */
  readonly next: string | undefined;
}

type Events = { readonly events: readonly RecordedEvent<OrderEvent>[] };

const PAGE = 50;

/** The address that opens the events behind a figure, of which the API gives the path. */
export function behind(events: string): string {
  return navigation.with({ behind: queryIn(events) });
}

function queryIn(path: string): string {
  return path.slice(path.indexOf("?") + 1);
}

/** Whose days a query means, as the server reads it. */
export function basisOf(query: URLSearchParams): Basis {
  return BASES.find((basis) => basis === query.get("basis")) ?? "recorded";
}

/** A page of the events that a query of `/orders/events` asks for. */
export async function readOrderLines(query: string, signal: AbortSignal): Promise<OrderLines> {
  const params = new URLSearchParams(query);
  if (!params.has("limit")) params.set("limit", String(PAGE));
  const { body, headers } = await foldlog.answer(`/orders/events?${params}`, {}, { signal });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a page of events
  const { events } = body as Events;
  const basis = basisOf(params);
  const lines = await Promise.all(events.map((event) => lineOf(event, basis, signal)));
  const [, link] = /<([^>]*)>; rel="next"/.exec(headers.get("link") ?? "") ?? [];
  return { query, lines, next: link === undefined ? undefined : queryIn(link) };
}

async function lineOf(
  event: RecordedEvent<OrderEvent>,
  basis: Basis,
  signal: AbortSignal,
): Promise<OrderLine> {
  const { created, ...rest } = (await eventsOfOrder(event, signal)).reduce(evolveOrder, NO_ORDER);
  const facts = factsOf({ created, ...rest });
  const { currency, net } = facts.find(({ at }) => at.position === event.position) ?? NO_FACT;
  return {
    position: event.position,
    type: event.type,
    time: basis === "recorded" ? event.recordedAt : event.occurredAt,
    order: orderIdOf(event.stream),
    customer: created?.name || created?.customer || "",
    currency,
    net: formatMoney(net, currency),
  };
}

/** Of an event that adds nothing: none is behind a figure. */
const NO_FACT = { currency: "", net: 0 };

/** What a cancellation or a refund adds follows from the whole order, an order from itself. */
async function eventsOfOrder(event: RecordedEvent<OrderEvent>, signal: AbortSignal) {
  if (event.type === "order.created") return [event];
  const path = `/v1/streams/${encodeURIComponent(event.stream)}/events`;
  const { events } = await foldlog.get<Events>(path, { limit: 1000 }, { signal });
  return events;
}
