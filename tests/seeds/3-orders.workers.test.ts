import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { Client, type Answer } from "../support/http.ts";
import { cancelled, created, refunded } from "../support/order-events.ts";

const client = new Client((request) => exports.default.fetch(request));
const outcomeOf = ({ status, body }: Answer) => [status, body.type];

const ADDRESS = {
  first_name: "dan",
  last_name: "dyer",
  address1: "123 Main St",
  address2: "",
  city: "Boise",
  province: "Maryland",
  country: "United States",
  zip: "83702",
  phone: "208-860-6879",
};

/** The document's own. */
const ORDER = {
  event_type: "order.created",
  event_id: "dfacfc2362-6359-49d9-a445-27314e2ff7e6",
  event_version: "1.0.0",
  lovevery_user_id: "66f6",
  email: "dan.lovevery@gmail.com",
  first_name: "dan",
  last_name: "dyer",
  billing_address: ADDRESS,
  shipping_address: ADDRESS,
  currency: "USD",
  financial_status: "paid",
  order_value: 5.0,
  total_discounts: 0,
  total_tax: 0,
  discount_codes: "xxx",
  buyer_accepts_marketing: true,
  line_items: [{ quantity: "2", id: "2f31244085395571" }],
};

// The tests of this file are one story, told in order, on one log.
describe("seed 3, the consumer of order events", () => {
  afterAll(() => reset());
  const sent: object[] = [];

  it("has no events at first", async () => {
    const { status, body } = await client.get("/");
    expect([status, body]).toEqual([200, []]);
  });

  it("takes the order of the document", async () => {
    const { status, headers, body } = await client.post("/create", ORDER);
    expect([status, headers.get("location"), headers.get("log-position")]).toEqual([
      201,
      "/v1/events/1",
      "1",
    ]);
    expect(body).toEqual({
      event_id: ORDER.event_id,
      order_id: ORDER.event_id,
      position: 1,
      revision: 1,
      recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/),
    });
    sent.push(ORDER);
  });

  it("answers the same event again as it did before, whatever the order of its members", async () => {
    const reversed = Object.fromEntries(Object.entries(ORDER).toReversed());
    const again = await client.post("/create", reversed);
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    expect(again.body).toMatchObject({ position: 1, revision: 1 });
  });

  it("refuses another event with a known id, and a second creation of one order", async () => {
    const other = { ...ORDER, order_value: 6 };
    expect(outcomeOf(await client.post("/create", other))).toEqual([
      409,
      "/problems/event-id-conflict",
    ]);
    const second = { ...ORDER, event_id: "e-0", order_id: ORDER.event_id };
    expect(outcomeOf(await client.post("/create", second))).toEqual([
      409,
      "/problems/already-exists",
    ]);
  });

  it("takes fields that are nested as JSON text, as the producer of the document sends them", async () => {
    const nested = {
      ...ORDER,
      event_id: "e-1",
      order_id: "o-1",
      order_value: "19.90",
      billing_address: JSON.stringify(ADDRESS),
      shipping_address: JSON.stringify({ ...ADDRESS, province: "Idaho" }),
      line_items: JSON.stringify(ORDER.line_items),
    };
    const { status, body } = await client.post("/create", nested);
    expect([status, body]).toMatchObject([201, { order_id: "o-1", position: 2, revision: 1 }]);
    sent.push(nested);
  });

  it("takes cancellations and refunds, also before their order, each once", async () => {
    const early = [
      cancelled({ event_id: "e-2", order_id: "o-2" }),
      refunded({ event_id: "e-3", order_id: "o-2" }),
      created({ event_id: "e-4", order_id: "o-2" }),
    ];
    for (const [i, event] of early.entries()) {
      const { status, body } = await client.post("/create", event);
      expect([status, body]).toMatchObject([201, { order_id: "o-2", revision: i + 1 }]);
    }
    sent.push(...early);
    const again = cancelled({ event_id: "e-5", order_id: "o-2" });
    expect(outcomeOf(await client.post("/create", again))).toEqual([
      409,
      "/problems/already-exists",
    ]);
  });

  it("gives all events as they were sent, those that were refused left out", async () => {
    for (const accept of [undefined, "*/*", "application/json"]) {
      const { status, headers, body } = await client.get("/", accept ? { accept } : {});
      expect([status, headers.get("content-type"), headers.get("vary")]).toEqual([
        200,
        "application/json",
        "Accept",
      ]);
      expect(body).toEqual(sent);
    }
  });

  it("leaves the same address to the page where a browser asks, and caches tell the two apart", async () => {
    const { headers, text } = await client.get("/", { accept: "text/html,*/*;q=0.8" });
    expect(headers.get("vary")).toBe("Accept");
    expect(text).not.toContain(ORDER.event_id);
  });
});
