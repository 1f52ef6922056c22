import type { EventData } from "../../core/event.ts";
import type { JsonObject } from "../../core/json.ts";

export const ORDER_CATEGORY = "order";

export const ORDER_EVENT_TYPES = ["order.created", "order.cancelled", "order.refunded"] as const;
export type OrderEventType = (typeof ORDER_EVENT_TYPES)[number];

/** `data` is the event as it was sent, whole; what is in it is read by read-order.ts. */
export type OrderEvent = EventData<OrderEventType, JsonObject>;

/** Refunds of one order: its row, and the work for each of its events, grow with them. */
export const MAX_REFUNDS = 1000;
/** Of one order, over all its items; so a sum over nine million orders is still exact. */
export const MAX_UNITS = 1_000_000_000;

/** What the day of an event follows from: `recordedAt` or `occurredAt`. */
export const BASES = ["recorded", "occurred"] as const;
export type Basis = (typeof BASES)[number];

/** Where a province is taken from. */
export const ADDRESSES = ["shipping", "billing"] as const;
export type Address = (typeof ADDRESSES)[number];

/** The stream of an order: `order-<id>`. */
export function orderStream(id: string): string {
  return `${ORDER_CATEGORY}-${id}`;
}

/** The reverse of {@link orderStream}. */
export function orderIdOf(stream: string): string {
  return stream.slice(ORDER_CATEGORY.length + 1);
}
