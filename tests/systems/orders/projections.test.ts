import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../core/json.ts";
import { BASES, orderStream } from "../../../systems/orders/events.ts";
import { orderFigures } from "../../../systems/orders/projections.ts";
import type { MemoryRows } from "../../support/memory-rows.ts";
import { cancelled, created, refunded } from "../../support/order-events.ts";
import { randomHistory, recorded, type RecordedOrderEvent } from "../../support/order-history.ts";
import { project } from "../../support/order-questions.ts";
import { plainFacts, sumsBy, type PlainFact } from "../../support/plain-figures.ts";

/** All rows but those of the orders and customers, worked out from all events at once. */
function plainRows(events: readonly RecordedOrderEvent[]): Map<string, Json> {
  const facts = plainFacts(events);
  const rows = new Map<string, Json>();
  for (const basis of BASES) {
    for (const fact of facts) rows.set(factKey(fact, basis), factRow(fact));
    const quarter = ({ times }: PlainFact) => Math.floor(Date.parse(times[basis]) / 900_000);
    const sum = (
      prefix: readonly string[],
      rest: (fact: PlainFact) => Json[],
      members: readonly ("orders" | "units" | "gross" | "net")[],
    ) => {
      const name = (fact: PlainFact) => JSON.stringify([...prefix, fact.currency, ...rest(fact)]);
      for (const [key, sums] of sumsBy(facts, name, members))
        if (sums.some((part) => part !== 0)) rows.set(key, sums);
    };
    sum(["value", basis], (fact) => [quarter(fact)], ["orders", "gross", "net"]);
    for (const address of ["shipping", "billing"] as const) {
      const all = ["orders", "units", "gross", "net"] as const;
      const province = ({ provinces }: PlainFact) => provinces[address];
      const day = (fact: PlainFact) => Math.floor(quarter(fact) / 96);
      sum(["province", basis, address], (fact) => [day(fact), province(fact)], all);
    }
  }
  for (const { currency } of facts)
    rows.set(JSON.stringify(["currency", currency]), [
      facts.filter((fact) => fact.currency === currency).length,
    ]);
  return rows;
}

function factKey({ currency, times, position }: PlainFact, basis: "recorded" | "occurred"): string {
  const quarter = Math.floor(Date.parse(times[basis]) / 900_000);
  return JSON.stringify(["fact", basis, currency, quarter, position]);
}

function factRow({ customer, provinces, orders, units, gross, net }: PlainFact): Json {
  return [customer, provinces.shipping, provinces.billing, orders, units, gross, net];
}

const time = "2026-01-31T12:00:00.000Z";
const at = { stream: orderStream("o-1"), recordedAt: time, occurredAt: time };

function create(position: number, over = {}): RecordedOrderEvent {
  return recorded({ ...at, position, type: "order.created", data: created(over) });
}

describe("the figures of orders", () => {
  it("are what all events add, at once", () => {
    fc.assert(
      fc.property(randomHistory, ({ events }) => {
        const rows = project(events)
          .entries()
          .filter(([[kind]]) => kind !== "order" && kind !== "customer");
        const found = new Map(rows.map(([key, row]) => [JSON.stringify(key), row]));
        expect(found).toEqual(plainRows(events));
      }),
      { numRuns: 300 },
    );
  });

  it("are the same, row by row, in whatever order the events arrive", () => {
    const arrivals = randomHistory.chain(({ events }) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      ),
    );
    fc.assert(
      fc.property(arrivals, ([events, others]) => {
        expect(project(others).entries()).toEqual(project(events).entries());
      }),
      { numRuns: 300 },
    );
  });

  it("name a customer as their last order does", () => {
    fc.assert(
      fc.property(randomHistory, ({ events }) => {
        const rows = project(events).entries();
        const customers = rows.filter(([[kind]]) => kind === "customer");
        const last = new Map(
          events
            .filter(({ type }) => type === "order.created")
            .map(({ data, position }) => [data["lovevery_user_id"], [data["email"], position]]),
        );
        expect(
          new Map(
            customers.map(([[, customer], row]) => [
              customer,
              [Object(row)["email"], Object(row)["position"]],
            ]),
          ),
        ).toEqual(last);
      }),
    );
  });

  it("come to nothing when an order is cancelled and refunded, whatever comes first", () => {
    const cancel = recorded({ ...at, position: 2, type: "order.cancelled", data: cancelled() });
    const refund = recorded({ ...at, position: 3, type: "order.refunded", data: refunded() });
    for (const events of [
      [create(1), cancel, refund],
      [refund, cancel, create(1)],
      [cancel, create(1), refund],
    ])
      expect([...project(events).scan(["value"])].map(({ row }) => row)).toEqual([
        [0, 500, 0],
        [0, 500, 0],
      ]);
  });

  it("have no row of a sum that comes to nothing", () => {
    const cancel = recorded({ ...at, position: 2, type: "order.cancelled", data: cancelled() });
    const free = create(1, { order_value: 0 });
    const kinds = (rows: MemoryRows) => new Set(rows.entries().map(([[kind]]) => kind));
    expect(kinds(project([free]))).toContain("value");
    expect(kinds(project([free, cancel]))).toEqual(
      new Set(["currency", "customer", "fact", "order"]),
    );
  });

  it("have sums that stay exact beyond 2^53, and are numbers again below it", () => {
    const rows = project([
      create(1, { order_value: "90071992547409.91" }),
      { ...create(2, { order_value: "90071992547409.91" }), stream: orderStream("o-2") },
    ]);
    const value = () => rows.entries().find(([[kind]]) => kind === "value")?.[1];
    expect(value()).toEqual([2, "18014398509481982", "18014398509481982"]);
    const refund = refunded({ amount: "90071992547409.91" });
    orderFigures.evolve(
      rows,
      recorded({ ...at, position: 3, type: "order.refunded", data: refund }),
    );
    expect(value()).toEqual([2, "18014398509481982", 9007199254740991]);
  });

  it("refuse an event that cannot be read, or that says again what can be once", () => {
    const rows = project([create(1)]);
    expect(() => orderFigures.evolve(rows, create(2))).toThrow("created before");
    expect(() => project([create(1, { currency: "?" })])).toThrow("currency must be");
    const cancel = recorded({ ...at, position: 2, type: "order.cancelled", data: cancelled() });
    expect(() => project([cancel, cancel])).toThrow("cancelled before");
  });
});
