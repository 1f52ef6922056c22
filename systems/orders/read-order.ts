import { formatInstant, parseInstant } from "../../core/instant.ts";
import { isJsonObject, parseJson, type Json, type JsonObject } from "../../core/json.ts";
import { EVENT_ID } from "../../core/names.ts";
import { success, type Outcome } from "../../core/problem.ts";
import { CURRENCY, formatMoney, parseMoney } from "../money.ts";
import { MAX_UNITS, ORDER_EVENT_TYPES, type OrderEvent } from "./events.ts";
import {
  MAX_ERRORS,
  oneOf,
  readMember,
  readOptional,
  refusal,
  textLike,
  type Reading,
  type Rule,
} from "../read-member.ts";

/** An order event, checked, with what the log must know of it. */
export interface SentOrderEvent extends OrderEvent {
  /** The sender's id for the event. */
  readonly id: string;
  readonly orderId: string;
  /** RFC 3339 in UTC; `null` if it was not sent. */
  readonly occurredAt: string | null;
}

/** What an order comes to. Amounts are in the currency's minor unit. */
export type OrderContent = {
  readonly customer: string;
  readonly email: string;
  readonly name: string;
  readonly currency: string;
  readonly value: number;
  readonly units: number;
  /** The provinces of the two addresses; "" if there is none. */
  readonly shipping: string;
  readonly billing: string;
};

export type RefundContent = { readonly amount: number; readonly currency: string };

const PLAIN_ID = "none a control character";
const eventType = oneOf(ORDER_EVENT_TYPES);
const eventId = textLike(EVENT_ID, "must be a string of 1 to 128 characters");
const eventIdOfOrder = textLike(
  /^\P{Cc}{1,128}$/u,
  `must be a string of 1 to 128 characters, ${PLAIN_ID}: it names the order, which has no order_id`,
);
const orderId = textLike(
  /^\P{Cc}{1,200}$/u,
  `must be a string of 1 to 200 characters, ${PLAIN_ID}`,
);
const customer = textLike(
  /^[^\p{Cc}\p{Cs}]{1,128}$/u,
  `must be a string of 1 to 128 characters, ${PLAIN_ID}`,
);
const time: Rule<string> = {
  keyword: "format",
  message: "must be an RFC 3339 time that exists, such as 2026-01-31T12:00:00Z",
  read(value) {
    const instant = typeof value === "string" ? parseInstant(value) : undefined;
    return instant && formatInstant(instant);
  },
};

/** Reads an event as it is sent, and keeps it whole as `data`. Fails with `invalid-body`. */
export function parseOrderEvent(body: Json): Outcome<SentOrderEvent> {
  if (!isJsonObject(body))
    return refusal("invalid-body", [
      { pointer: "", keyword: "type", message: "must be an order event, as a JSON object" },
    ]);
  const reading: Reading = { members: body, errors: [] };
  const type = readMember(reading, "event_type", eventType);
  const names = readNames(reading, type === "order.created");
  const occurredAt = readOptional(reading, "occurred_at", time);
  if (type === "order.created") readOrder(reading);
  if (type === "order.refunded") readRefund(reading);
  return type === undefined || names === undefined || reading.errors.length > 0
    ? refusal("invalid-body", reading.errors)
    : success({ type, data: body, ...names, occurredAt });
}

function readNames(
  reading: Reading,
  mayNameOrder: boolean,
): { readonly id: string; readonly orderId: string } | undefined {
  if (mayNameOrder && reading.members["order_id"] === undefined) {
    const id = readMember(reading, "event_id", eventIdOfOrder);
    return id === undefined ? undefined : { id, orderId: id };
  }
  const id = readMember(reading, "event_id", eventId);
  const order = readMember(reading, "order_id", orderId);
  return id === undefined || order === undefined ? undefined : { id, orderId: order };
}

/** What an `order.created` says of its order. Throws if it cannot be read. */
export function orderContent(data: JsonObject): OrderContent {
  return checked(data, readOrder);
}

/** What an `order.refunded` says. Throws if it cannot be read. */
export function refundContent(data: JsonObject): RefundContent {
  return checked(data, readRefund);
}

function checked<T>(members: JsonObject, read: (reading: Reading) => T | undefined): T {
  const reading: Reading = { members, errors: [] };
  const content = read(reading);
  if (content !== undefined && reading.errors.length === 0) return content;
  const refused = refusal("invalid-event", reading.errors);
  throw new Error(refused.problem.detail);
}

function readOrder(reading: Reading): OrderContent | undefined {
  const { members } = reading;
  const by = readMember(reading, "lovevery_user_id", customer);
  const currency = readMember(reading, "currency", CURRENCY);
  const value = readMember(reading, "order_value", amount(currency, 0));
  const units = readUnits(reading);
  if (by === undefined || currency === undefined || value === undefined || units === undefined)
    return undefined;
  return {
    customer: by,
    email: shown(members["email"]),
    name: `${shown(members["first_name"])} ${shown(members["last_name"])}`.trim(),
    currency,
    value,
    units,
    shipping: provinceIn(members["shipping_address"]),
    billing: provinceIn(members["billing_address"]),
  };
}

function readRefund(reading: Reading): RefundContent | undefined {
  const currency = readMember(reading, "currency", CURRENCY);
  const refunded = readMember(reading, "amount", amount(currency, 1));
  return currency === undefined || refunded === undefined
    ? undefined
    : { currency, amount: refunded };
}

/** Money from `least` minor units, as a number or as text. Without a currency any decimal is taken for `least`. */
function amount(currency: string | undefined, least: 0 | 1): Rule<number> {
  return {
    keyword: "type",
    message: `must be an amount ${limits(currency, least)}, as a number or as text such as "12"`,
    read(value) {
      const text = typeof value === "number" ? String(value) : value;
      if (typeof text !== "string") return undefined;
      if (currency === undefined) return /^\d+(\.\d+)?$/.test(text) ? least : undefined;
      const minor = parseMoney(text, currency);
      return minor !== undefined && minor >= least ? minor : undefined;
    },
  };
}

function limits(currency: string | undefined, least: 0 | 1): string {
  if (currency === undefined) return least === 0 ? "from 0" : "above 0";
  const from = formatMoney(least, currency);
  const to = formatMoney(Number.MAX_SAFE_INTEGER, currency);
  const digits = from.length - 1 - from.indexOf(".");
  const scale = from.includes(".") ? `${digits} digits` : "no digits";
  return `from ${from} to ${to}, with ${scale} behind the point in ${currency}`;
}

function readUnits({ members, errors }: Reading): number | undefined {
  const items = unwrapped(members["line_items"]);
  const pointer = "/line_items";
  if (!Array.isArray(items)) {
    const message = "must be an array of objects with a quantity, or one as JSON text";
    errors.push({ pointer, keyword: items === undefined ? "required" : "type", message });
    return undefined;
  }
  const quantities = items.map(quantityIn);
  for (const [i, quantity] of quantities.entries()) {
    if (errors.length >= MAX_ERRORS) break;
    if (quantity === undefined)
      errors.push({ pointer: `${pointer}/${i}/quantity`, keyword: "type", message: QUANTITY });
  }
  const units = quantities.reduce<number>((sum, quantity) => sum + (quantity ?? 0), 0);
  if (units <= MAX_UNITS) return units;
  const message = `must have quantities that add up to ${MAX_UNITS} at most`;
  errors.push({ pointer, keyword: "maximum", message });
  return undefined;
}

const QUANTITY = "must be a whole number from 0, as a number or as digits in a string";

function quantityIn(item: Json): number | undefined {
  const sent = isJsonObject(item) ? item["quantity"] : undefined;
  const quantity = typeof sent === "string" && /^\d{1,32}$/.test(sent) ? Number(sent) : sent;
  return typeof quantity === "number" && Number.isInteger(quantity) && quantity >= 0
    ? quantity
    : undefined;
}

function provinceIn(address: Json | undefined): string {
  const members = unwrapped(address);
  return isJsonObject(members) ? shown(members["province"]) : "";
}

/** A field that may be nested as JSON text. */
function unwrapped(value: Json | undefined): Json | undefined {
  if (typeof value !== "string") return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

/** What is shown of a text that may be anything: its first 200 characters; nested JSON may hold half ones. */
function shown(text: Json | undefined): string {
  return typeof text === "string" ? (/^\P{Cs}{0,200}/u.exec(text)?.[0] ?? "") : "";
}
