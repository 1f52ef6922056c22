import { describe, expect, it } from "vitest";
import type { Json } from "../../../core/json.ts";
import type { Outcome } from "../../../core/problem.ts";
import { parseOrderEvent, type SentOrderEvent } from "../../../systems/orders/read-order.ts";
import { cancelled, created, refunded } from "../../support/order-events.ts";

/** What is wrong, each as its pointer and keyword; nothing if it is taken. */
function wrong(outcome: Outcome<SentOrderEvent>): readonly string[] {
  if (outcome.ok) return [];
  expect(outcome.problem.code).toBe("invalid-body");
  return (outcome.problem.errors ?? []).map(({ pointer, keyword }) => `${pointer} ${keyword}`);
}

function taken(body: Json): SentOrderEvent {
  const outcome = parseOrderEvent(body);
  if (!outcome.ok) throw new Error(outcome.problem.detail);
  return outcome.value;
}

describe("an order event", () => {
  it("is kept as it was sent", () => {
    const body = created({ order_id: "o-1", note: { a: [null] } });
    expect(taken(body)).toEqual({
      type: "order.created",
      data: body,
      id: "e-1",
      orderId: "o-1",
      occurredAt: null,
    });
    expect(taken(body).data).toBe(body);
  });

  it("without an order_id is an order of its own, named by its event_id", () => {
    expect(taken(created()).orderId).toBe("e-1");
  });

  it("names its order when it cancels or refunds it", () => {
    expect(taken(cancelled())).toMatchObject({
      type: "order.cancelled",
      id: "e-2",
      orderId: "o-1",
    });
    expect(taken(refunded())).toMatchObject({ type: "order.refunded", id: "e-3", orderId: "o-1" });
  });

  it("may say when it happened, in any zone, which is then told in UTC", () => {
    const at = { occurred_at: "2026-01-31T12:00:00+01:00" };
    const utc = "2026-01-31T11:00:00.000Z";
    for (const body of [created(at), cancelled(at), refunded(at)])
      expect(taken(body).occurredAt).toBe(utc);
  });

  it.each<[body: Json, errors: string[]]>([
    [null, [" type"]],
    [7, [" type"]],
    [[], [" type"]],
    ["order.created", [" type"]],
    [{}, ["/event_type required", "/event_id required", "/order_id required"]],
    [created({ event_type: "order.exploded", order_id: "o" }), ["/event_type enum"]],
    [created({ event_type: 7, order_id: "o" }), ["/event_type enum"]],
    [created({}, ["event_id"]), ["/event_id required"]],
    [created({ event_id: "" }), ["/event_id pattern"]],
    [created({ event_id: 7 }), ["/event_id pattern"]],
    [created({ event_id: "a".repeat(129) }), ["/event_id pattern"]],
    [created({ event_id: "a\n" }), ["/event_id pattern"]],
    [created({ event_id: "a\n", order_id: "o" }), []],
    [created({ order_id: "" }), ["/order_id pattern"]],
    [created({ order_id: null }), ["/order_id pattern"]],
    [created({ order_id: "a".repeat(201) }), ["/order_id pattern"]],
    [created({ order_id: "😀".repeat(200) }), []],
    [created({ order_id: "a\tb" }), ["/order_id pattern"]],
    [created({ occurred_at: "yesterday" }), ["/occurred_at format"]],
    [created({ occurred_at: "2021-02-30T00:00:00Z" }), ["/occurred_at format"]],
    [created({ occurred_at: 1_612_137_600 }), ["/occurred_at format"]],
    [created({}, ["lovevery_user_id"]), ["/lovevery_user_id required"]],
    [created({ lovevery_user_id: 66 }), ["/lovevery_user_id pattern"]],
    [created({ lovevery_user_id: "a\u0085" }), ["/lovevery_user_id pattern"]],
    [created({ lovevery_user_id: "a\uD800" }), ["/lovevery_user_id pattern"]],
    [created({ lovevery_user_id: "a".repeat(129) }), ["/lovevery_user_id pattern"]],
    [created({}, ["currency"]), ["/currency required"]],
    [created({ currency: "XXXX" }), ["/currency enum"]],
    [created({ currency: "usd" }), ["/currency enum"]],
    [created({ currency: "XXXX", order_value: "much" }), ["/currency enum", "/order_value type"]],
    [created({}, ["order_value"]), ["/order_value required"]],
    [created({ line_items: "x" }), ["/line_items type"]],
    [created({ line_items: "[" }), ["/line_items type"]],
    [created({ line_items: {} }), ["/line_items type"]],
    [created({ line_items: '{"quantity":1}' }), ["/line_items type"]],
    [created({}, ["line_items"]), ["/line_items required"]],
    [created({ line_items: [] }), []],
    [created({ line_items: "[]" }), []],
    [created({ email: 7, first_name: null, billing_address: "Boise", shipping_address: 0 }), []],
    [cancelled({ order_id: 7 }), ["/order_id pattern"]],
    [{ event_type: "order.cancelled", event_id: "a" }, ["/order_id required"]],
    [
      { event_type: "order.refunded", event_id: "a", order_id: "o" },
      ["/currency required", "/amount required"],
    ],
    [refunded({ amount: 0 }), ["/amount type"]],
    [refunded({ amount: "0.00" }), ["/amount type"]],
    [refunded({ amount: 0.01 }), []],
    [refunded({ currency: "XXXX", amount: "x" }), ["/currency enum", "/amount type"]],
    [
      { event_type: "order.created", event_id: "a" },
      [
        "/lovevery_user_id required",
        "/currency required",
        "/order_value required",
        "/line_items required",
      ],
    ],
  ])("%j has these errors: %j", (body, errors) => {
    expect(wrong(parseOrderEvent(body))).toEqual(errors);
  });

  it("is told what its type may be", () => {
    const outcome = parseOrderEvent({ event_type: "order.exploded", event_id: "a" });
    expect(outcome.ok ? "" : outcome.problem.detail).toContain(
      '"order.created" or "order.cancelled" or "order.refunded"',
    );
  });
});
