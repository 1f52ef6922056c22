import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryRows } from "../../support/memory-rows.ts";
import { created } from "../../support/order-events.ts";
import { recorded } from "../../support/order-history.ts";
import {
  ask,
  asked,
  byText,
  dateAfter,
  factsIn,
  listOf,
  localDate,
  money,
  project,
} from "../../support/order-questions.ts";
import { sumsBy } from "../../support/plain-figures.ts";

describe("the value of orders", () => {
  it("in total is the sum of the facts in the range, by currency", () => {
    fc.assert(
      fc.property(asked, ({ events, url }) => {
        const facts = factsIn(events, url);
        const sums = sumsBy(facts, ({ currency }) => currency, ["orders", "gross", "net"]);
        const expected = [...sums]
          .filter(([, parts]) => parts.some((part) => part !== 0))
          .toSorted(([a], [b]) => byText(a, b))
          .map(([currency, [orders, gross, net]]) => [
            currency,
            orders,
            money(gross, currency),
            money(net, currency),
          ]);
        const answer = listOf(ask(project(events), "value", url));
        expect(
          answer.map(({ currency, orders, gross, net }) => [currency, orders, gross, net]),
        ).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("by day has a row for each day and each currency of the range", () => {
    fc.assert(
      fc.property(asked, ({ events, url }) => {
        const rows = project(events);
        const facts = factsIn(events, url);
        const totals = listOf(ask(rows, "value", url)).map((row) => `${row["currency"]}`);
        const days = Array.from({ length: 9 }, (_, i) => dateAfter(url.start_date, i));
        const expected = days
          .filter((date) => date <= url.end_date)
          .flatMap((date) =>
            (totals.length > 0 ? totals : [url.currency ?? "USD"]).map((currency) => {
              const own = facts.filter(
                (fact) =>
                  fact.currency === currency && localDate(fact.times[url.basis], url.tz) === date,
              );
              const [orders, gross, net] = sumsBy(own, () => "", ["orders", "gross", "net"]).get(
                "",
              ) ?? [0, 0, 0];
              return [date, currency, orders, money(gross, currency), money(net, currency)];
            }),
          );
        const answer = listOf(ask(rows, "value", { ...url, mode: "DAY" }));
        expect(
          answer.map(({ date, currency, orders, gross, net }) => [
            date,
            currency,
            orders,
            gross,
            net,
          ]),
        ).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("is exact where the sum of many days leaves 2^53", () => {
    const events = [1, 2, 3].map((position) => {
      const time = `2026-01-0${position}T12:00:00.000Z`;
      return recorded({
        type: "order.created",
        data: created({ order_value: "90071992547409.91" }),
        stream: `order-${position}`,
        position,
        recordedAt: time,
        occurredAt: time,
      });
    });
    const url = { start_date: "2026-01-01", end_date: "2026-01-31" };
    expect(ask(project(events), "value", url)).toMatchObject([{ net: "270215977642229.73" }]);
    expect(ask(project(events), "provinces", url)).toMatchObject([{ net: "270215977642229.73" }]);
  });

  it("of no orders is nothing in total, and by day zeros with the digits of the currency", () => {
    const url = { start_date: "2020-09-01", end_date: "2020-09-02" };
    const rows = new MemoryRows();
    expect(ask(rows, "value", url)).toEqual([]);
    const zeros = { currency: "KWD", orders: 0, gross: "0.000", net: "0.000" };
    expect(ask(rows, "value", { ...url, mode: "DAY", currency: "KWD" })).toMatchObject([
      { date: "2020-09-01", ...zeros },
      { date: "2020-09-02", ...zeros },
    ]);
  });
});
