import type { Json } from "../../core/json.ts";
import { formatMoney } from "../../systems/money.ts";
import { basket, lineItem, refundOf } from "./basket.ts";
import { chanceOf, whole } from "./chance.ts";
import type { Correction, OrderDraft, Shop } from "./order-drafts.ts";
import type { Address } from "./people.ts";
import { timeText } from "./seasons.ts";

/** As `POST /create` takes it. */
export type OrderEvent = OrderCreated | OrderCancelled | OrderRefunded;

type Envelope<Type extends string> = {
  readonly event_type: Type;
  readonly event_id: string;
  readonly event_version: string;
  readonly order_id: string;
  /** RFC 3339 in UTC. */
  readonly occurred_at: string;
};

export type OrderCreated = Envelope<"order.created"> & {
  readonly lovevery_user_id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly billing_address: Nested<Address>;
  readonly shipping_address: Nested<Address>;
  readonly currency: string;
  readonly financial_status: string;
  readonly order_value: number;
  readonly total_discounts: number;
  readonly total_tax: number;
  readonly discount_codes: string;
  readonly buyer_accepts_marketing: boolean;
  readonly line_items: Nested<readonly LineItem[]>;
};

type OrderCancelled = Envelope<"order.cancelled">;

type OrderRefunded = Envelope<"order.refunded"> & {
  /** Decimal text. */
  readonly amount: string;
  readonly currency: string;
};

type LineItem = ReturnType<typeof lineItem>;
/** A value, or its JSON text. */
type Nested<T extends Json> = T | string;

const VERSION = "1.0.0";
const NESTED_AS_TEXT = 0.1;
const QUANTITY_AS_TEXT = 0.3;
const GIFT = 0.07;
const PENDING = 0.04;

export function created(shop: Shop, draft: OrderDraft): OrderCreated {
  const { number, customer, at } = draft;
  const { seed, customers } = shop;
  const chance = chanceOf(seed, "form", number);
  const { currency } = customer.place.country;
  const { lines, discount, discountCode, tax, value } = basket(seed, number, customer.place);
  const nested = chance() < NESTED_AS_TEXT ? asText : asItIs;
  const quantityAsText = chance() < QUANTITY_AS_TEXT;
  const receiver = chance() < GIFT ? shop.customer(whole(chance, 0, customers - 1)) : customer;
  const amount = (minor: number) => Number(formatMoney(minor, currency));
  return {
    ...envelope(shop, number, { type: "order.created", at }),
    lovevery_user_id: customer.id,
    email: customer.email,
    first_name: customer.firstName,
    last_name: customer.lastName,
    billing_address: nested(customer.address),
    shipping_address: nested(receiver.address),
    currency,
    financial_status: chance() < PENDING ? "pending" : "paid",
    order_value: amount(value),
    total_discounts: amount(discount),
    total_tax: amount(tax),
    discount_codes: discountCode,
    buyer_accepts_marketing: customer.acceptsMarketing,
    line_items: nested(lines.map((line) => lineItem(line, currency, quantityAsText))),
  };
}

export function corrected(
  shop: Shop,
  { number, customer }: OrderDraft,
  { type, at }: Correction,
): OrderEvent {
  if (type === "order.cancelled") return envelope(shop, number, { type, at });
  const { currency } = customer.place.country;
  const minor = refundOf(shop.seed, number, basket(shop.seed, number, customer.place));
  return {
    ...envelope(shop, number, { type, at }),
    amount: formatMoney(minor, currency),
    currency,
  };
}

function envelope<Type extends OrderEvent["event_type"]>(
  { prefix }: Shop,
  number: number,
  { type, at }: { type: Type; at: number },
): Envelope<Type> {
  const order = `${prefix}-${number}`;
  return {
    event_type: type,
    event_id: `${order}-${type.replace("order.", "")}`,
    event_version: VERSION,
    order_id: order,
    occurred_at: timeText(at),
  };
}

function asText(value: Json): string {
  return JSON.stringify(value);
}

function asItIs<T>(value: T): T {
  return value;
}
