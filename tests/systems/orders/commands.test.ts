import { describe, expect, it } from "vitest";
import type { Decider } from "../../../core/decider.ts";
import type { JsonObject } from "../../../core/json.ts";
import type { ProblemCode } from "../../../core/problem.ts";
import { orderDecider } from "../../../systems/orders/commands.ts";
import type { OrderEvent } from "../../../systems/orders/events.ts";
import { orders } from "../../../systems/orders/index.ts";
import { projections, systemOf } from "../../../systems/index.ts";

const ORDER: JsonObject = {
  event_type: "order.created",
  event_id: "e-1",
  order_id: "o-1",
  lovevery_user_id: "c",
  currency: "USD",
  order_value: 5,
  line_items: [],
};
const created: OrderEvent = { type: "order.created", data: ORDER };
const cancelled: OrderEvent = {
  type: "order.cancelled",
  data: { event_type: "order.cancelled", event_id: "e-2", order_id: "o-1" },
};
const refunded: OrderEvent = {
  type: "order.refunded",
  data: {
    event_type: "order.refunded",
    event_id: "e-3",
    order_id: "o-1",
    amount: 1,
    currency: "EUR",
  },
};

function given(...events: OrderEvent[]) {
  const state = events.reduce(
    (folded, event) => orderDecider.evolve(folded, event),
    orderDecider.initial,
  );
  return {
    when(command: OrderEvent) {
      const outcome = orderDecider.decide(command, state);
      return {
        thenHappens: () => expect(outcome).toEqual({ ok: true, value: [command] }),
        thenFails: (code: ProblemCode) =>
          expect(outcome).toMatchObject({ ok: false, problem: { code } }),
      };
    },
  };
}

describe("an order", () => {
  it("is created", () => given().when(created).thenHappens());
  it("is cancelled", () => given(created).when(cancelled).thenHappens());
  it("is refunded, again and again", () =>
    given(created, refunded, refunded).when(refunded).thenHappens());
  it("is refunded when it is cancelled", () =>
    given(created, cancelled).when(refunded).thenHappens());
  it("may be cancelled before it is there", () => given().when(cancelled).thenHappens());
  it("may be refunded before it is there", () => given().when(refunded).thenHappens());
  it("may come after its cancellation and refunds", () =>
    given(refunded, cancelled, refunded).when(created).thenHappens());
  it("is not created twice", () =>
    given(created, cancelled).when(created).thenFails("already-exists"));
  it("is not cancelled twice", () =>
    given(cancelled, created).when(cancelled).thenFails("already-exists"));

  it("is refunded a thousand times at most", () => {
    const many = Array.from({ length: 999 }, () => refunded);
    given(...many)
      .when(refunded)
      .thenHappens();
    given(...many, refunded)
      .when(refunded)
      .thenFails("refused");
  });

  it("is not changed by an event that it does not know", () => {
    const decider: Decider = orderDecider;
    expect(decider.evolve(orderDecider.initial, { type: "order.lost", data: null })).toEqual(
      orderDecider.initial,
    );
  });

  it("belongs to a system that takes no raw events", () => {
    expect(systemOf("order")).toBe(orders);
    expect(orders).not.toHaveProperty("accepts");
    expect(projections.map(({ name }) => name)).toContain("orders");
  });
});
