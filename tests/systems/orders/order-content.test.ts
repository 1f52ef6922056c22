import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson, type Json, type JsonObject } from "../../../core/json.ts";
import {
  orderContent,
  parseOrderEvent,
  refundContent,
  type OrderContent,
} from "../../../systems/orders/read-order.ts";
import { created, refunded } from "../../support/order-events.ts";

/** The pointers of what is wrong in an order; what it says if nothing is. */
function read(over: JsonObject): OrderContent | readonly string[] {
  const outcome = parseOrderEvent(created(over));
  if (outcome.ok) return orderContent(outcome.value.data);
  return (outcome.problem.errors ?? []).map(({ pointer, keyword }) => `${pointer} ${keyword}`);
}

describe("an order's value", () => {
  function valueOf(order_value: Json, currency: string): number | undefined {
    const content = read({ order_value, currency });
    if ("value" in content) return content.value;
    expect(content).toEqual(["/order_value type"]);
    return undefined;
  }

  it.each<[sent: string, currency: string, minor: number | undefined]>([
    ["5.0", "USD", 500],
    ["5.1", "USD", 510],
    ["0.2", "USD", 20],
    ["19.99", "USD", 1999],
    ["1.005", "USD", undefined],
    ["1.100", "USD", 110],
    ['"5"', "USD", 500],
    ['"5.10"', "USD", 510],
    ['"5.100"', "USD", 510],
    ['"5.101"', "USD", undefined],
    ['"much"', "USD", undefined],
    ['""', "USD", undefined],
    ['" 5"', "USD", undefined],
    ['"5e2"', "USD", undefined],
    ["5e2", "USD", 50_000],
    ["15e-1", "USD", 150],
    ["1e-7", "USD", undefined],
    ["1e21", "JPY", undefined],
    ["0", "USD", 0],
    ["-0", "USD", 0],
    ["-1", "USD", undefined],
    ['"-0.01"', "USD", undefined],
    ["5", "JPY", 5],
    ["5.5", "JPY", undefined],
    ["5.125", "KWD", 5125],
    ['"90071992547409.91"', "USD", Number.MAX_SAFE_INTEGER],
    ['"90071992547409.92"', "USD", undefined],
    ["null", "USD", undefined],
    ["true", "USD", undefined],
    ["[5]", "USD", undefined],
  ])("%s %s is %s in minor units", (sent, currency, minor) => {
    expect(valueOf(parseJson(sent), currency)).toBe(minor);
  });

  it("says its limits, and the digits of its currency", () => {
    const outcome = parseOrderEvent(created({ order_value: 0.5, currency: "JPY" }));
    expect(outcome.ok ? "" : outcome.problem.detail).toContain(
      "from 0 to 9007199254740991, with no digits behind the point in JPY",
    );
  });

  it("is the same as a number and as text", () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000_000),
        fc.constantFrom("USD", "JPY", "KWD"),
        (minor, currency) => {
          const scale = { USD: 2, JPY: 0, KWD: 3 }[currency] ?? 0;
          const text = (minor / 10 ** scale).toFixed(scale);
          expect(valueOf(text, currency)).toBe(minor);
          expect(valueOf(Number(text), currency)).toBe(minor);
        },
      ),
    );
  });
});

describe("an order's units", () => {
  it.each<[items: Json, units: number]>([
    [[{ quantity: "2" }, { quantity: 3, id: "x" }], 5],
    ['[{"quantity":"3","id":"x"}]', 3],
    [[{ quantity: "007" }, { quantity: 0 }], 7],
    [[], 0],
    [[{ quantity: 1_000_000_000 }], 1_000_000_000],
  ])("of %j are %d", (items, units) => {
    expect(read({ line_items: items })).toMatchObject({ units });
  });

  it.each<Json>([
    7,
    null,
    "x",
    [],
    {},
    { quantity: null },
    { quantity: -1 },
    { quantity: 1.5 },
    { quantity: "-1" },
    { quantity: "1.0" },
    { quantity: "" },
    { quantity: "x" },
    { quantity: true },
  ])("cannot be read from the item %j", (item) => {
    expect(read({ line_items: [{ quantity: 1 }, item] })).toEqual(["/line_items/1/quantity type"]);
  });

  it("are limited", () => {
    const line_items = [{ quantity: 999_999_999 }, { quantity: 2 }];
    expect(read({ line_items })).toEqual(["/line_items maximum"]);
  });

  it("are told the first twenty errors only", () => {
    const line_items = Array.from({ length: 1000 }, () => 7);
    expect(read({ line_items })).toHaveLength(20);
  });
});

describe("what is read from an order", () => {
  it("is the customer, what was ordered and the provinces", () => {
    expect(orderContent(created())).toEqual({
      customer: "66f6",
      email: "dan@example.com",
      name: "dan dyer",
      currency: "USD",
      value: 500,
      units: 2,
      shipping: "Idaho",
      billing: "Maryland",
    });
  });

  it("is the same when the nested fields are JSON text", () => {
    const nested = created();
    const names = ["billing_address", "shipping_address", "line_items"];
    const texts = names.map((name) => [name, JSON.stringify(nested[name])]);
    expect(orderContent(created(Object.fromEntries(texts)))).toEqual(orderContent(nested));
  });

  it.each<Json>(["Boise", null, 7, {}, [], { province: null }, { province: 7 }, '"x"'])(
    "is no province from the address %j",
    (address) => {
      const over = { shipping_address: address, billing_address: address };
      expect(orderContent(created(over))).toMatchObject({ shipping: "", billing: "" });
    },
  );

  it("is at most 200 characters of a text that may be anything, none of them a half one", () => {
    const shipping_address = JSON.stringify({ province: "😀".repeat(300) });
    const billing_address = '{"province":"a\\ud800b"}';
    const content = orderContent(
      created({ shipping_address, billing_address, email: "a".repeat(500) }),
    );
    expect(content.shipping).toBe("😀".repeat(200));
    expect(content.billing).toBe("a");
    expect(content.email).toBe("a".repeat(200));
  });

  it("is a name only of what is there", () => {
    expect(orderContent(created({ last_name: 7 })).name).toBe("dan");
    expect(orderContent(created({}, ["first_name", "last_name", "email"]))).toMatchObject({
      name: "",
      email: "",
    });
  });

  it("is an amount and its currency from a refund", () => {
    expect(refundContent(refunded())).toEqual({ amount: 150, currency: "USD" });
  });

  it("is nothing from what is no such event", () => {
    expect(() => orderContent({ currency: "USD" })).toThrow("lovevery_user_id must be");
    expect(() => refundContent({ currency: "USD", amount: -1 })).toThrow("amount must be");
  });
});
