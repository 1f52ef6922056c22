import type { JsonObject } from "../../core/json.ts";

const ADDRESS = { first_name: "dan", city: "Boise", province: "Idaho", zip: "83702" };

/** An order as the document sends it, but for some of its members. */
export function created(over: JsonObject = {}, without: readonly string[] = []): JsonObject {
  const order: JsonObject = {
    event_type: "order.created",
    event_id: "e-1",
    event_version: "1.0.0",
    lovevery_user_id: "66f6",
    email: "dan@example.com",
    first_name: "dan",
    last_name: "dyer",
    billing_address: { ...ADDRESS, province: "Maryland" },
    shipping_address: ADDRESS,
    currency: "USD",
    order_value: 5,
    total_tax: 0,
    line_items: [{ quantity: "2", id: "2f31244085395571" }],
    ...over,
  };
  return Object.fromEntries(Object.entries(order).filter(([name]) => !without.includes(name)));
}

export function cancelled(over: JsonObject = {}): JsonObject {
  return { event_type: "order.cancelled", event_id: "e-2", order_id: "o-1", ...over };
}

export function refunded(over: JsonObject = {}): JsonObject {
  const money = { amount: "1.50", currency: "USD" };
  return { event_type: "order.refunded", event_id: "e-3", order_id: "o-1", ...money, ...over };
}
