import type { RecordedEvent } from "../../core/event.ts";
import type { Basis, OrderEvent } from "./events.ts";
import { quarterOf } from "./quarter.ts";
import {
  orderContent,
  refundContent,
  type OrderContent,
  type RefundContent,
} from "./read-order.ts";

/**
 * One order, folded, and what each of its events adds to the figures. Both depend on which events there
 * are, never on the order in which they arrived.
 */

/** Where and when an event stands: its position, and for each basis its quarter. */
type Moment = { readonly position: number } & Readonly<Record<Basis, number>>;

export type Order = {
  readonly created: (OrderContent & Moment) | null;
  readonly cancelled: Moment | null;
  /** By position. */
  readonly refunds: readonly (RefundContent & Moment)[];
};

export const NO_ORDER: Order = { created: null, cancelled: null, refunds: [] };

/** What one event adds to the figures of its quarter. Amounts are in minor units. */
export interface Fact {
  readonly at: Moment;
  readonly currency: string;
  readonly orders: number;
  readonly units: number;
  readonly gross: number;
  readonly net: number;
}

/** The order after one more of its events. Throws if it cannot be read, or says again what can be once. */
export function evolveOrder(order: Order, event: RecordedEvent<OrderEvent>): Order {
  const at = momentOf(event);
  switch (event.type) {
    case "order.created":
      if (order.created) throw new Error("The order was created before");
      return { ...order, created: { ...orderContent(event.data), ...at } };
    case "order.cancelled":
      if (order.cancelled) throw new Error("The order was cancelled before");
      return { ...order, cancelled: at };
    case "order.refunded": {
      const refunds = [...order.refunds, { ...refundContent(event.data), ...at }];
      return { ...order, refunds: refunds.toSorted((a, b) => a.position - b.position) };
    }
    default:
      return order;
  }
}

function momentOf({ position, recordedAt, occurredAt }: RecordedEvent): Moment {
  const recorded = quarterOf(recordedAt);
  const occurred = occurredAt === recordedAt ? recorded : quarterOf(occurredAt);
  return { position, recorded, occurred };
}

/**
 * A fact for each event: the order's, its cancellation's, its refunds' by position; none before the order
 * is there. A cancelled order counts as none on its day, and its cancellation takes what no refund took.
 */
export function factsOf({ created, cancelled, refunds }: Order): readonly Fact[] {
  if (!created) return [];
  const { currency, value } = created;
  const counted = cancelled ? { orders: 0, units: 0 } : { orders: 1, units: created.units };
  const facts: Fact[] = [{ at: created, currency, ...counted, gross: value, net: value }];
  const none = { orders: 0, units: 0, gross: 0 };
  if (cancelled) {
    // Adding 0 makes 0 of -0, which JSON does not have.
    const net = -Math.max(0, value - refundedIn(currency, refunds)) + 0;
    facts.push({ at: cancelled, currency, ...none, net });
  }
  for (const refund of refunds)
    facts.push({ at: refund, currency: refund.currency, ...none, net: -refund.amount });
  return facts;
}

function refundedIn(currency: string, refunds: Order["refunds"]): number {
  return refunds.reduce(
    (sum, refund) => sum + (refund.currency === currency ? refund.amount : 0),
    0,
  );
}
