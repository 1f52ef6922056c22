import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "../../../producer/demo/people.ts";
import type { OrderCreated, OrderEvent } from "../../../producer/demo/order-events.ts";
import { orders, type OrdersOptions } from "../../../producer/demo/orders.ts";
import { PLACES } from "../../../producer/demo/places.ts";
import { parseMoney } from "../../../systems/money.ts";

const UNTIL = "2026-10-31";
const options = fc.record<OrdersOptions>({
  seed: fc.nat(),
  count: fc.integer({ min: 0, max: 120 }),
  customers: fc.integer({ min: 1, max: 60 }),
  until: fc.constantFrom(UNTIL, "2025-03-01", "2024-12-24"),
});
const someOrders = options.map((some) => [...orders(some)]);

const year = [...orders({ seed: 1, count: 4000, customers: 800, until: UNTIL })];

function created(events: readonly OrderEvent[]): OrderCreated[] {
  return events.filter((event) => event.event_type === "order.created");
}

function corrections(events: readonly OrderEvent[]) {
  return events.filter((event) => event.event_type !== "order.created");
}

function unnested<T>(value: T | string): T {
  return typeof value === "string" ? JSON.parse(value) : value;
}

/** Decimal text or a number in minor units. A number is read as the text that it is sent as. */
function minor(amount: number | string, currency: string): number {
  return parseMoney(String(amount), currency) ?? Number.NaN;
}

describe("the demo's orders", () => {
  it("are the same for the same options", () => {
    fc.assert(
      fc.property(options, (some) => {
        expect([...orders(some)]).toEqual([...orders(some)]);
      }),
    );
  });

  it("are others for another seed, another last day or other customers", () => {
    const base = { seed: 1, count: 50, customers: 10, until: UNTIL };
    const ids = [
      base,
      { ...base, seed: 2 },
      { ...base, until: "2026-10-30" },
      { ...base, customers: 11 },
    ]
      .flatMap((some) => created([...orders(some)]))
      .map(({ order_id }) => order_id);
    expect(new Set(ids).size).toBe(200);
  });

  it("stay the same when there are to be more of them", () => {
    fc.assert(
      fc.property(options, fc.nat(50), (some, more) => {
        const all = new Map(
          [...orders({ ...some, count: some.count + more })].map((event) => [
            event.event_id,
            event,
          ]),
        );
        for (const event of orders(some)) expect(all.get(event.event_id)).toEqual(event);
      }),
    );
  });

  it("are as many as are asked for, each with an id of its own", () => {
    fc.assert(
      fc.property(options, (some) => {
        const events = [...orders(some)];
        expect(created(events)).toHaveLength(some.count);
        expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
      }),
    );
  });

  it("have amounts with the digits of their currency that add up", () => {
    fc.assert(
      fc.property(someOrders, (events) => {
        for (const order of created(events)) expect(addsUp(order)).toBe(true);
      }),
    );
  });

  it("are corrected later, within the year, once at most, and by no more than was paid", () => {
    fc.assert(
      fc.property(someOrders, (events) => {
        const placed = new Map(created(events).map((order) => [order.order_id, order]));
        const corrected = corrections(events);
        for (const event of corrected) {
          const order = placed.get(event.order_id);
          if (!order) throw new Error(`${event.event_id} corrects no order`);
          expect(Date.parse(event.occurred_at)).toBeGreaterThan(Date.parse(order.occurred_at));
          if (event.event_type === "order.refunded") {
            expect(event.currency).toBe(order.currency);
            const amount = minor(event.amount, event.currency);
            expect(amount).toBeGreaterThan(0);
            expect(amount).toBeLessThanOrEqual(minor(order.order_value, order.currency));
          }
        }
        expect(new Set(corrected.map(({ order_id }) => order_id)).size).toBe(corrected.length);
      }),
    );
  });

  it("lie in the 365 days up to the last one", () => {
    const times = year.map(({ occurred_at }) => occurred_at).toSorted();
    expect(times[0]?.slice(0, 10)).toBe("2025-11-01");
    expect(times.at(-1)?.slice(0, 10)).toBe(UNTIL);
  });

  it("come in order of time, but for some that their correction overtakes", () => {
    const arrived = new Set<string>();
    const overtaken = new Set<string>();
    for (const { event_type, order_id } of year)
      if (event_type === "order.created") arrived.add(order_id);
      else if (!arrived.has(order_id)) overtaken.add(order_id);
    expect(overtaken.size).toBeGreaterThan(3);
    expect(overtaken.size).toBeLessThan(0.2 * corrections(year).length);
    const times = year
      .filter(({ order_id }) => !overtaken.has(order_id))
      .map(({ occurred_at }) => occurred_at);
    expect(times).toEqual(times.toSorted());
  });

  it("are more in December than in February", () => {
    const inMonth = (month: string) =>
      created(year).filter(({ occurred_at }) => occurred_at.startsWith(month)).length;
    expect(inMonth("2025-12")).toBeGreaterThan(1.4 * inMonth("2026-02"));
  });

  it("are placed by day rather than by night, where the customer lives", () => {
    const atNight = created(year).filter(({ occurred_at, billing_address }) => {
      const { province } = unnested<Address>(billing_address);
      const place = PLACES.find((one) => one.province === province);
      const local = Date.parse(occurred_at) + (place?.offsetMinutes ?? Number.NaN) * 60_000;
      return new Date(local).getUTCHours() < 6;
    });
    expect(atNight.length).toBeGreaterThan(0);
    expect(atNight.length).toBeLessThan(0.1 * created(year).length);
  });

  it("are by customers who come back, each with one name and one address of their own", () => {
    const byCustomer = new Map<string, OrderCreated[]>();
    for (const order of created(year)) {
      const own = byCustomer.get(order.lovevery_user_id) ?? [];
      byCustomer.set(order.lovevery_user_id, [...own, order]);
    }
    const counts = [...byCustomer.values()].map(({ length }) => length).toSorted((a, b) => b - a);
    expect(counts.length).toBeGreaterThan(600);
    expect(counts[0]).toBeGreaterThan(20);
    for (const own of byCustomer.values()) {
      expect(new Set(own.map(({ email }) => email)).size).toBe(1);
      expect(own[0]?.email).toMatch(/^[a-z]+\.[a-z]+\.\d+@example\.com$/);
    }
    const emails = new Set(created(year).map(({ email }) => email));
    expect(emails.size).toBe(byCustomer.size);
  });

  it("have what really comes: five currencies, discounts, gifts, nested text, quantities as text", () => {
    const all = created(year);
    expect(new Set(all.map(({ currency }) => currency))).toEqual(
      new Set(["USD", "CAD", "EUR", "GBP", "JPY"]),
    );
    const share = (has: (order: OrderCreated) => boolean) => all.filter(has).length / all.length;
    expect(share((order) => order.total_discounts > 0)).toBeCloseTo(0.14, 1);
    expect(share((order) => typeof order.line_items === "string")).toBeCloseTo(0.1, 1);
    expect(share((order) => hasTextQuantity(order))).toBeCloseTo(0.3, 1);
    expect(share(isGift)).toBeGreaterThan(0.03);
    const types = corrections(year).map(({ event_type }) => event_type);
    expect(new Set(types)).toEqual(new Set(["order.cancelled", "order.refunded"]));
  });

  it("need a last day that there is", () => {
    const events = orders({ seed: 1, count: 1, customers: 1, until: "2026-02-29" });
    expect(() => events.next()).toThrow(RangeError);
  });
});

type Items = Exclude<OrderCreated["line_items"], string>;

/** Whether the value is what the lines come to, less the discount; with the tax or without. */
function addsUp(order: OrderCreated): boolean {
  const { currency } = order;
  const lines = unnested<Items>(order.line_items).map(
    ({ price, quantity }) => minor(price, currency) * Number(quantity),
  );
  const paid = lines.reduce((sum, line) => sum + line, 0) - minor(order.total_discounts, currency);
  const tax = minor(order.total_tax, currency);
  const isOnTop = currency === "USD" || currency === "CAD";
  return minor(order.order_value, currency) === paid + (isOnTop ? tax : 0) && tax >= 0;
}

function hasTextQuantity({ line_items }: OrderCreated): boolean {
  return unnested<Items>(line_items).some(({ quantity }) => typeof quantity === "string");
}

function isGift({ billing_address, shipping_address }: OrderCreated): boolean {
  return JSON.stringify(billing_address) !== JSON.stringify(shipping_address);
}
