import type { Json, JsonObject } from "../../core/json.ts";
import type { RecordedEvent } from "../../core/event.ts";
import type { Client } from "./http.ts";
import { cancelled, created, refunded } from "./order-events.ts";

const PROVINCES = ["Idaho", "Oregon", "Île & Co"];

/**
 * The n-th of any number of order events, none of which is refused: of five in a row three are orders, one
 * cancels an order and one refunds a part of one, which may come much later. All are of one day and currency.
 */
function trafficEvent(n: number): JsonObject {
  const event_id = `e-${n}`;
  const occurred_at = `2020-09-01T${String(n % 24).padStart(2, "0")}:00:00Z`;
  const kind = n % 5;
  if (kind === 0) return cancelled({ event_id, occurred_at, order_id: `o-${n + 101}` });
  if (kind === 4)
    return refunded({ event_id, occurred_at, order_id: `o-${n + 57 - (n % 3) * 5}`, amount: 2 });
  return created({
    event_id,
    occurred_at,
    order_id: `o-${n}`,
    order_value: `${n % 100}.50`,
    lovevery_user_id: `c-${n % 50}`,
    shipping_address: { province: PROVINCES[n % 3] ?? "" },
  });
}

export const TRAFFIC_RANGE = "start_date=2020-09-01&end_date=2020-09-01&basis=occurred";

/** Sends the events from `first` to `last` in arrays of `size`. */
export async function sendTraffic(
  client: Client,
  { first, last, size }: { first: number; last: number; size: number },
): Promise<void> {
  for (let from = first; from <= last; from += size) {
    const length = Math.min(size, last - from + 1);
    const body: Json = Array.from({ length }, (_, i) => trafficEvent(from + i));
    const { status, text } = await client.post("/create", body);
    if (status !== 201) throw new Error(`${status} ${text}`);
  }
}

export interface Totals {
  readonly orders: number;
  readonly gross: string;
  readonly net: string;
}

type PlainOrder = { value: number; created: boolean; cancelled: boolean; refunded: number };

/** What these events come to, worked out order by order. */
export function plainTotals(events: readonly RecordedEvent[]): Totals {
  const orders = new Map<string, PlainOrder>();
  for (const { stream, type, data } of events) {
    const none = { value: 0, created: false, cancelled: false, refunded: 0 };
    const order = orders.get(stream) ?? none;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- trafficEvent has made it
    const { order_value, amount } = data as { order_value?: string; amount?: number };
    if (type === "order.created") order.created = true;
    if (type === "order.cancelled") order.cancelled = true;
    order.value += 100 * Number(order_value ?? 0);
    order.refunded += 100 * (amount ?? 0);
    orders.set(stream, order);
  }
  const all = [...orders.values()].filter((order) => order.created);
  const sum = (of: (order: PlainOrder) => number) => all.reduce((s, order) => s + of(order), 0);
  return {
    orders: sum((order) => Number(!order.cancelled)),
    gross: money(sum(({ value }) => value)),
    net: money(sum(netOf)),
  };
}

/** A cancellation takes what no refund took. */
function netOf({ value, cancelled: isCancelled, refunded: minor }: PlainOrder): number {
  return value - minor - (isCancelled ? Math.max(0, value - minor) : 0);
}

function money(minor: number): string {
  return (minor / 100).toFixed(2);
}
