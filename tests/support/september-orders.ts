import type { JsonObject } from "../../core/json.ts";
import { cancelled, created, refunded } from "./order-events.ts";

const order = (n: number, day: string, over: JsonObject) =>
  created({ event_id: `e-${n}`, order_id: `o-${n}`, occurred_at: `2020-${day}Z`, ...over });
const worth = (units: string, value: number | string) => ({
  order_value: value,
  line_items: [{ quantity: units }],
});
const place = (shipping: string, billing: string) => ({
  shipping_address: { province: shipping },
  billing_address: JSON.stringify({ province: billing }),
});
const by = (lovevery_user_id: string, email: string) => ({ lovevery_user_id, email });
const dan = by("c1", "dan@example.com");
const eve = by("c2", "eve@example.com");

/** Orders of the first days of September 2020, as they were sent: some events come before their order. */
export const septemberOrders: readonly JsonObject[] = [
  order(1, "09-01T10:00:00", { ...dan, ...worth("2", 100), ...place("Idaho", "Maryland") }),
  refunded({ event_id: "r-2", order_id: "o-2", amount: 0.5, occurred_at: "2020-09-04T09:00:00Z" }),
  order(2, "09-03T23:30:00", { ...dan, ...worth("3", "50.50"), ...place("Idaho", "Idaho") }),
  order(3, "09-03T12:00:00", { ...eve, ...worth("1", 120), ...place("Oregon", "Maryland") }),
  order(4, "09-05T00:00:00", {
    ...eve,
    ...worth("4", 80),
    ...place("Oregon", "Oregon"),
    currency: "EUR",
  }),
  order(5, "09-02T00:00:00", {
    ...by("c3", ""),
    ...worth("1", 3000),
    currency: "JPY",
    shipping_address: null,
    billing_address: "none",
  }),
  cancelled({ event_id: "c-6", order_id: "o-6", occurred_at: "2020-09-05T13:00:00Z" }),
  order(6, "09-05T12:00:00", { ...dan, ...worth("5", 10), ...place("Idaho", "Idaho") }),
  refunded({ event_id: "r-3", order_id: "o-3", amount: "20", occurred_at: "2020-09-04T08:00:00Z" }),
  order(7, "08-31T23:59:59.999", { ...by("c4", ""), ...worth("1", 7), ...place("Idaho", "Idaho") }),
];

export const lastOrder = order(8, "09-01T00:00:00", {
  ...worth("1", "0.125"),
  currency: "KWD",
});
