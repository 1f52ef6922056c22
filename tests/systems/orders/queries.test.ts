import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UrlParameters } from "../../../systems/orders/query-params.ts";
import type { MemoryRows } from "../../support/memory-rows.ts";
import { created } from "../../support/order-events.ts";
import { CUSTOMERS, PROVINCES, recorded } from "../../support/order-history.ts";
import {
  ask,
  asked,
  byText,
  currencies,
  factsIn,
  listOf,
  money,
  project,
} from "../../support/order-questions.ts";
import { plainFacts, sumsBy } from "../../support/plain-figures.ts";

interface EventsAnswer {
  readonly positions: readonly number[];
  readonly next: number | null;
}

function eventsOf(rows: MemoryRows, url: UrlParameters): EventsAnswer {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query answers no other
  return ask(rows, "events", url) as unknown as EventsAnswer;
}

describe("the top customers", () => {
  it("are those of the facts in the range, by net, orders and id, in each currency", () => {
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 4 }), ({ events, url }, count) => {
        const facts = factsIn(events, url);
        const expected = currencies(facts).flatMap((currency) => {
          const own = facts.filter((fact) => fact.currency === currency);
          return [...sumsBy(own, ({ customer }) => customer, ["net", "orders"])]
            .toSorted(
              ([a, [netA = 0, ordersA = 0]], [b, [netB = 0, ordersB = 0]]) =>
                netB - netA || ordersB - ordersA || byText(a, b),
            )
            .slice(0, count)
            .map(([id, [net, orders]]) => [id, currency, orders, money(net, currency)]);
        });
        const answer = listOf(ask(project(events), "topCustomers", { ...url, count: `${count}` }));
        expect(
          answer.map(({ customer_id, currency, orders, net }) => [
            customer_id,
            currency,
            orders,
            net,
          ]),
        ).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("are called as in their last order", () => {
    const time = "2026-01-31T12:00:00.000Z";
    const events = ["old", "new"].map((first_name, i) =>
      recorded({
        type: "order.created",
        data: created({ first_name, email: `${first_name}@example.com` }),
        stream: `order-${i}`,
        position: i + 1,
        recordedAt: time,
        occurredAt: time,
      }),
    );
    const url = { start_date: "2026-01-31", end_date: "2026-01-31" };
    expect(ask(project(events), "topCustomers", url)).toEqual([
      {
        customer_id: "66f6",
        email: "new@example.com",
        name: "new dyer",
        currency: "USD",
        orders: 2,
        net: "10.00",
        events:
          "/orders/events?start_date=2026-01-31&end_date=2026-01-31&currency=USD&customer=66f6",
      },
    ]);
  });
});

describe("sales by province", () => {
  it("are the sums of the facts in the range, by net and name, in each currency", () => {
    const province = fc.option(fc.constantFrom(...PROVINCES, ""), { nil: undefined });
    fc.assert(
      fc.property(asked, province, ({ events, url }, only) => {
        const facts = factsIn(events, url).filter(
          ({ provinces }) => only === undefined || provinces[url.address] === only,
        );
        const expected = currencies(facts).flatMap((currency) => {
          const own = facts.filter((fact) => fact.currency === currency);
          const all = ["orders", "units", "gross", "net"] as const;
          return [...sumsBy(own, ({ provinces }) => provinces[url.address], all)]
            .filter(([, parts]) => parts.some((part) => part !== 0))
            .toSorted(
              ([a, sumsA], [b, sumsB]) => Number(sumsB[3]) - Number(sumsA[3]) || byText(a, b),
            )
            .map(([name, [orders, units, gross, net]]) => ({
              province: name,
              currency,
              orders,
              units,
              gross: money(gross, currency),
              net: money(net, currency),
            }));
        });
        const answer = listOf(ask(project(events), "provinces", { ...url, province: only }));
        expect(answer).toMatchObject(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the events behind a figure", () => {
  it("are found page by page, in order of position", () => {
    const customer = fc.option(fc.constantFrom(...CUSTOMERS), { nil: undefined });
    const province = fc.option(fc.constantFrom(...PROVINCES, ""), { nil: undefined });
    const limit = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(asked, fc.record({ customer, province, limit }), ({ events, url }, more) => {
        const rows = project(events);
        const found: number[] = [];
        for (let after: number | null = 0; after !== null;) {
          const page = { ...url, ...more, limit: `${more.limit}`, after: `${after}` };
          const answer = eventsOf(rows, page);
          expect(answer.positions.length).toBeLessThanOrEqual(more.limit);
          if (after > 0) expect(answer.positions).not.toEqual([]);
          found.push(...answer.positions);
          after = answer.next;
        }
        const expected = factsIn(events, url).filter(
          (fact) =>
            (more.customer === undefined || fact.customer === more.customer) &&
            (more.province === undefined || fact.provinces[url.address] === more.province),
        );
        expect(found).toEqual(expected.map(({ position }) => position));
      }),
      { numRuns: 300 },
    );
  });

  it("are the lowest positions of however many that happened in another order", () => {
    const end = Date.parse("2026-02-01");
    const events = Array.from({ length: 12_000 }, (_, i) =>
      recorded({
        type: "order.created",
        data: created(),
        stream: `order-${i}`,
        position: i + 1,
        recordedAt: "2026-02-01T00:00:00.000Z",
        occurredAt: new Date(end - (i + 1) * 60_000).toISOString(),
      }),
    );
    const url = { start_date: "2026-01-01", end_date: "2026-01-31", basis: "occurred", limit: "3" };
    const rows = project(events);
    expect(eventsOf(rows, url)).toEqual({ positions: [1, 2, 3], next: 3 });
    expect(eventsOf(rows, { ...url, after: "11996" })).toEqual({
      positions: [11_997, 11_998, 11_999],
      next: 11_999,
    });
  });

  it("add up to the figure that links to them", () => {
    const questions = fc.constantFrom("topCustomers", "value", "provinces");
    const mode = fc.constantFrom("DAY", "TOTAL");
    fc.assert(
      fc.property(asked, questions, mode, ({ events, url }, question, as) => {
        const rows = project(events);
        const facts = new Map(plainFacts(events).map((fact) => [fact.position, fact]));
        for (const row of listOf(ask(rows, question, { ...url, mode: as }))) {
          const link = new URL(`${row["events"]}`, "http://localhost");
          expect(link.pathname).toBe("/orders/events");
          const { positions } = eventsOf(rows, Object.fromEntries(link.searchParams));
          const net = positions.reduce((sum, at) => sum + (facts.get(at)?.net ?? Number.NaN), 0);
          expect(money(net, `${row["currency"]}`)).toBe(row["net"]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
