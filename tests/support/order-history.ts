import * as fc from "fast-check";
import type { RecordedEvent } from "../../core/event.ts";
import type { JsonObject } from "../../core/json.ts";
import { orderDecider } from "../../systems/orders/commands.ts";
import { orderStream, type OrderEvent, type OrderEventType } from "../../systems/orders/events.ts";
import { cancelled, created, refunded } from "./order-events.ts";

export type RecordedOrderEvent = RecordedEvent<OrderEvent>;

/** Digits behind the point. */
export const SCALES: Readonly<Record<string, number>> = { USD: 2, JPY: 0, KWD: 3 };
export const CUSTOMERS = ["c1", "c2", "ç&3"];
export const PROVINCES = ["Idaho", "Maryland", "Île & Co", "\uFFFF", "😀"];
const MINUTE_MS = 60_000;

/** Random orders may happen in the week from here, in UTC. */
const WEEKS = ["2011-12-27", "2021-03-10", "2021-04-01", "2021-11-04"];
const WEEK_MINUTES = 7 * 24 * 60;

const step = fc.record({
  kind: fc.constantFrom<OrderEventType>("order.created", "order.cancelled", "order.refunded"),
  order: fc.integer({ min: 1, max: 8 }),
  minor: fc.integer({ min: 1, max: 5000 }),
  free: fc.boolean(),
  currency: fc.constantFrom(...Object.keys(SCALES)),
  customer: fc.constantFrom(...CUSTOMERS),
  shipping: fc.option(fc.constantFrom(...PROVINCES)),
  billing: fc.option(fc.constantFrom(...PROVINCES)),
  units: fc.integer({ min: 0, max: 9 }),
  minutesLater: fc.integer({ min: 0, max: 400 }),
  occurred: fc.integer({ min: 0, max: WEEK_MINUTES }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A log of orders as the decider lets it be, and the day with which its week begins. */
export const randomHistory = fc
  .record({
    week: fc.constantFrom(...WEEKS),
    steps: fc.array(step, { minLength: 1, maxLength: 40, size: "max" }),
  })
  .map(({ week, steps }) => ({ week, events: record(week, steps) }));

function record(week: string, steps: readonly Step[]): RecordedOrderEvent[] {
  const start = Date.parse(week);
  const states = new Map<string, typeof orderDecider.initial>();
  const events: RecordedOrderEvent[] = [];
  let minute = 0;
  for (const at of steps) {
    minute += at.minutesLater;
    const event: OrderEvent = { type: at.kind, data: dataOf(at) };
    const stream = orderStream(`o-${at.order}`);
    const state = states.get(stream) ?? orderDecider.initial;
    if (!orderDecider.decide(event, state).ok) continue;
    states.set(stream, orderDecider.evolve(state, event));
    const recordedAt = new Date(start + minute * MINUTE_MS).toISOString();
    const occurredAt = new Date(start + at.occurred * MINUTE_MS).toISOString();
    events.push(
      recorded({ ...event, stream, position: events.length + 1, recordedAt, occurredAt }),
    );
  }
  return events;
}

type Essential = "type" | "data" | "stream" | "position" | "recordedAt" | "occurredAt";

/** An event with members that the figures do not depend on. */
export function recorded(event: Pick<RecordedOrderEvent, Essential>): RecordedOrderEvent {
  return { ...event, revision: 1, source: "api", id: `e-${event.position}`, metadata: {} };
}

function dataOf(at: Step): JsonObject {
  const { kind, currency, order } = at;
  const scale = SCALES[currency] ?? 0;
  const decimal = (minor: number) => (minor / 10 ** scale).toFixed(scale);
  const order_id = `o-${order}`;
  if (kind === "order.cancelled") return cancelled({ order_id });
  if (kind === "order.refunded") return refunded({ order_id, currency, amount: decimal(at.minor) });
  return created({
    order_id,
    currency,
    order_value: decimal(at.free ? 0 : at.minor),
    lovevery_user_id: at.customer,
    email: `${at.minor}@example.com`,
    shipping_address: at.shipping === null ? null : { province: at.shipping },
    billing_address: at.billing === null ? "Boise" : JSON.stringify({ province: at.billing }),
    line_items: [{ quantity: at.units }, { quantity: "1" }],
  });
}
