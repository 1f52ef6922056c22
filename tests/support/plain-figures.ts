import type { Json, JsonObject } from "../../core/json.ts";
import type { Address, Basis } from "../../systems/orders/events.ts";
import { SCALES, type RecordedOrderEvent } from "./order-history.ts";

/** What one event adds, worked out from all events at once: the oracle of the figures. */
export interface PlainFact {
  readonly position: number;
  readonly times: Readonly<Record<Basis, string>>;
  readonly customer: string;
  readonly provinces: Readonly<Record<Address, string>>;
  readonly currency: string;
  readonly orders: number;
  readonly units: number;
  readonly gross: number;
  readonly net: number;
}

export function plainFacts(events: readonly RecordedOrderEvent[]): PlainFact[] {
  return events.flatMap((event) => {
    const own = events.filter(({ stream }) => stream === event.stream);
    const order = own.find(({ type }) => type === "order.created");
    return order ? [{ ...whoseFact(order.data), ...when(event), ...added(event, order, own) }] : [];
  });
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** An amount in minor units of its currency. */
function minor(amount: unknown, currency: unknown): number {
  return Math.round(Number(amount) * 10 ** (SCALES[String(currency)] ?? Number.NaN));
}

function when({ position, recordedAt, occurredAt }: RecordedOrderEvent) {
  return { position, times: { recorded: recordedAt, occurred: occurredAt } };
}

function whoseFact(order: JsonObject) {
  const provinces = {
    shipping: /"province":"(.*?)"/.exec(JSON.stringify(order["shipping_address"]))?.[1] ?? "",
    billing: /"province":"(.*?)"/.exec(textOf(order["billing_address"]))?.[1] ?? "",
  };
  return { customer: textOf(order["lovevery_user_id"]), provinces };
}

function added(
  { type, data }: RecordedOrderEvent,
  order: RecordedOrderEvent,
  own: readonly RecordedOrderEvent[],
) {
  const currency = textOf(order.data["currency"]);
  const value = minor(order.data["order_value"], currency);
  const none = { currency, orders: 0, units: 0, gross: 0 };
  if (type === "order.refunded") {
    const of = textOf(data["currency"]);
    return { ...none, currency: of, net: -minor(data["amount"], of) };
  }
  if (type === "order.cancelled") {
    const refunds = own.filter(
      (e) => e.type === "order.refunded" && e.data["currency"] === currency,
    );
    const left = refunds.reduce((rest, e) => rest - minor(e.data["amount"], currency), value);
    return { ...none, net: left > 0 ? -left : 0 };
  }
  const stands = own.every((event) => event.type !== "order.cancelled");
  const units = Number(/"quantity":(\d+)/.exec(JSON.stringify(order.data))?.[1]) + 1;
  return { currency, orders: stands ? 1 : 0, units: stands ? units : 0, gross: value, net: value };
}

/** The sum of each of these members, by a name. */
export function sumsBy<Member extends "orders" | "units" | "gross" | "net">(
  facts: readonly PlainFact[],
  nameOf: (fact: PlainFact) => string,
  members: readonly Member[],
): Map<string, number[]> {
  const sums = new Map<string, number[]>();
  for (const fact of facts) {
    const known = sums.get(nameOf(fact)) ?? members.map(() => 0);
    sums.set(
      nameOf(fact),
      known.map((sum, i) => sum + fact[members[i] ?? "net"]),
    );
  }
  return sums;
}
