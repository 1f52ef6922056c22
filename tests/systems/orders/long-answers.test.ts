import { describe, expect, it } from "vitest";
import { created } from "../../support/order-events.ts";
import { recorded } from "../../support/order-history.ts";
import { ask, project } from "../../support/order-questions.ts";

describe("an answer by names", () => {
  it("is refused when it would be longer than an object can answer", () => {
    const time = "2026-01-31T12:00:00.000Z";
    const order = (position: number, currency: string) =>
      recorded({
        type: "order.created",
        data: created({
          currency,
          lovevery_user_id: `c-${position}`,
          shipping_address: { province: `p-${position}` },
        }),
        stream: `order-${position}`,
        position,
        recordedAt: time,
        occurredAt: time,
      });
    const url = { start_date: "2026-01-31", end_date: "2026-01-31", count: "1000" };
    const codes = ["EUR", "JPY", "KWD", "USD"];
    const events = Array.from({ length: 4000 }, (_, i) => order(i + 1, codes[i % 4] ?? ""));
    expect(ask(project(events), "provinces", url)).toHaveLength(4000);
    expect(ask(project(events), "topCustomers", url)).toHaveLength(4000);
    const rows = project([...events, order(4001, "CHF")]);
    for (const query of ["provinces", "topCustomers"] as const)
      expect(() => ask(rows, query, url)).toThrow("more than 4000 rows");
    expect(ask(rows, "provinces", { ...url, currency: "CHF" })).toHaveLength(1);
    expect(ask(rows, "topCustomers", { ...url, count: "999" })).toHaveLength(3997);
  });
});
