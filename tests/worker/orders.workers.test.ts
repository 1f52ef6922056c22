import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import { Client, type Answer } from "../support/http.ts";
import { cancelled, created, refunded } from "../support/order-events.ts";

const client = new Client((request) => exports.default.fetch(request));
const outcomeOf = ({ status, body }: Answer) => [status, body.type];
const RANGE = "start_date=2020-09-01&end_date=2020-09-05";
const FIGURES = ["/orders/value", "/customers/top", "/sales/province", "/orders/events"];

const create = (over: { [name: string]: Json }, without: readonly string[] = []) =>
  client.post("/create", created(over, without));
const send = (type: string, body: string) =>
  client.send("POST", "/create", { body, headers: { "content-type": type } });

describe("POST /create", () => {
  afterEach(() => reset());

  it.each(["event_id", "lovevery_user_id", "currency", "order_value", "line_items"])(
    "names %s if it is missing",
    async (name) => {
      const { status, body } = await create({}, [name]);
      expect([status, body]).toMatchObject([
        400,
        { type: "/problems/invalid-body", errors: [{ pointer: `/${name}`, keyword: "required" }] },
      ]);
    },
  );

  it("names all that is wrong at once", async () => {
    const wrong = { currency: "usd", order_value: "x", line_items: [{ quantity: -1 }] };
    const { body } = await create({ ...wrong, occurred_at: "2020-02-30T00:00:00Z", event_id: "" });
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(new Set(pointers)).toEqual(
      new Set(["/event_id", "/currency", "/order_value", "/line_items/0/quantity", "/occurred_at"]),
    );
  });

  it.each([
    "5",
    "null",
    '"x"',
    "{",
    "",
    "\uFEFF{}",
    '{"a":1,"a":2}',
    '{"a":1e400}',
    '{"a":"\\ud800"}',
  ])("takes no %j", async (text) => {
    const { status, headers } = await send("application/json", text);
    expect([status, headers.get("content-type")]).toEqual([400, "application/problem+json"]);
  });

  it.each([
    ["1e3", "1000.00"],
    ["-0", "0.00"],
    ["0.1", "0.10"],
    ["5.000", "5.00"],
    ['"05.10"', "5.10"],
    ['"90071992547409.91"', "90071992547409.91"],
  ])("takes an order_value of %s for %s", async (value, gross) => {
    const day = { occurred_at: "2020-09-01T00:00:00Z" };
    const text = JSON.stringify(created(day)).replace('"order_value":5', `"order_value":${value}`);
    expect((await send("application/json", text)).status).toBe(201);
    const { body } = await client.get(`/orders/value?${RANGE}&basis=occurred`);
    expect(body).toMatchObject([{ gross, net: gross }]);
  });

  it.each(['"1e3"', '" 5"', '"5."', '".5"', '"+5"', "-1", "1e-3", '"90071992547409.92"', "true"])(
    "takes no order_value of %s",
    async (value) => {
      const text = JSON.stringify(created()).replace('"order_value":5', `"order_value":${value}`);
      const { body } = await send("application/json", text);
      expect(body).toMatchObject({ status: 400, errors: [{ pointer: "/order_value" }] });
    },
  );

  it.each(["a/b", "a%2Fb", "50%", "😀", "__proto__", "..", " ", "a-b", "x".repeat(200)])(
    "takes %j for an order's id, by which its stream is found",
    async (order_id) => {
      expect((await create({ order_id })).body).toMatchObject({ order_id, revision: 1 });
      const second = await client.post("/create", cancelled({ order_id }));
      expect(second.body).toMatchObject({ order_id, revision: 2 });
      const stream = await client.get(`/v1/streams/order-${encodeURIComponent(order_id)}/events`);
      expect(stream.body.events.map(({ type }: { type: string }) => type)).toEqual([
        "order.created",
        "order.cancelled",
      ]);
    },
  );

  it.each(["", "a\u0000b", "\u0085", "x".repeat(201), 5, null])(
    "takes no %j for an order's id",
    async (order_id) => {
      const { body } = await create({ order_id });
      expect(body).toMatchObject({ status: 400, errors: [{ pointer: "/order_id" }] });
    },
  );

  it("keeps members that it does not know, and those of prototypes, as they are", async () => {
    const own = `{"__proto__":{"a":1},"constructor":[],${JSON.stringify(created()).slice(1)}`;
    expect((await send("application/json", own)).status).toBe(201);
    expect((await client.get("/")).text).toBe(`[${own}]`);
  });

  it("takes what curl -d sends, and no form or other text", async () => {
    const form = "application/x-www-form-urlencoded";
    expect((await send(form, JSON.stringify(created()))).status).toBe(201);
    expect((await send(form, "event_type=order.created")).status).toBe(415);
    expect((await send("text/plain", JSON.stringify(created()))).status).toBe(415);
  });

  it("takes an event of 256 KiB at most, and a body of 4 MiB", async () => {
    const large = { note: "x".repeat(256 * 1024) };
    expect(outcomeOf(await create(large))).toEqual([413, "/problems/too-large"]);
    const many = await client.post("/create", [created(large), created({ event_id: "e-9" })]);
    expect([many.status, many.body.results]).toMatchObject([
      207,
      [{ status: "refused", code: "too-large" }, { status: "accepted" }],
    ]);
    expect((await create({ note: "x".repeat(4 * 1024 * 1024) })).status).toBe(413);
  });

  it("takes 1,000 refunds of one order, and no more", async () => {
    const refunds = Array.from({ length: 1000 }, (_, i) => refunded({ event_id: `r-${i}` }));
    expect((await client.post("/create", refunds)).status).toBe(201);
    const { status, body } = await client.post("/create", refunded({ event_id: "r-1000" }));
    expect([status, body]).toMatchObject([
      422,
      { type: "/problems/refused", reason: "too-many-refunds" },
    ]);
  });
});

describe("the paths of orders", () => {
  beforeAll(async () => {
    expect((await create({ occurred_at: "2020-09-01T00:00:00Z" })).status).toBe(201);
  });
  afterAll(() => reset());

  it.each(FIGURES)("%s is read by GET and HEAD only", async (path) => {
    const { status, headers } = await client.send("POST", `${path}?${RANGE}`);
    expect([status, headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    const head = await client.send("HEAD", `${path}?${RANGE}`);
    expect([head.status, head.text, head.headers.get("log-position")]).toEqual([200, "", "1"]);
  });

  it("take no parameters but theirs, each once", async () => {
    for (const path of ["/?x=1", "/create?x=1"]) {
      const method = path.startsWith("/create") ? "POST" : "GET";
      expect((await client.send(method, path)).body.type).toBe("/problems/invalid-query");
    }
    for (const path of FIGURES)
      for (const more of ["x=1", "__proto__=1", "mode[]=DAY", "tz=UTC&tz=UTC", "province=%FF"]) {
        const { status, body } = await client.get(`${path}?${RANGE}&${more}`);
        expect([status, body.type]).toEqual([400, "/problems/invalid-query"]);
      }
    expect((await client.send("DELETE", "/create")).headers.get("allow")).toBe("POST");
  });

  it.each([
    ["/orders/value", "mode=day", '"DAY" or "TOTAL"'],
    ["/orders/value", "mode=", '"DAY" or "TOTAL"'],
    ["/orders/value", "basis=sent", '"recorded" or "occurred"'],
    ["/orders/value", "currency=usd", "ISO 4217"],
    ["/orders/value", "consistency=strong", "eventual"],
    ["/orders/value", "tz=UTC%2B1", "IANA"],
    ["/orders/value", "tz=%2B01:00", "IANA"],
    ["/orders/value", "tz=../UTC", "IANA"],
    ["/orders/value", "min_position=-1", "whole number"],
    ["/customers/top", "count=0", "from 1 to 1000"],
    ["/customers/top", "count=1e1", "from 1 to 1000"],
    ["/sales/province", "address=home", '"shipping" or "billing"'],
    ["/orders/events", "limit=1001", "from 1 to 1000"],
    ["/orders/events", "customer=", "1 to 128"],
  ])("name what is allowed: %s?%s", async (path, more, allowed) => {
    const { status, body } = await client.get(`${path}?${RANGE}&${more}`);
    expect([status, body]).toMatchObject([400, { detail: expect.stringContaining(allowed) }]);
    expect(body.errors).toMatchObject([{ pointer: `/${more.split("=")[0]}` }]);
  });

  it.each([
    ["", "YYYY-MM-DD"],
    ["start_date=2020-09-01", "YYYY-MM-DD"],
    ["start_date=2021-02-29&end_date=2021-03-01", "YYYY-MM-DD"],
    ["start_date=10000-01-01&end_date=10000-01-01", "YYYY-MM-DD"],
    ["start_date=2020-09-05&end_date=2020-09-01", "must not be before start_date"],
    ["start_date=2010-01-01&end_date=2020-01-09", "3660 days"],
  ])("need a range of days: %s", async (range, allowed) => {
    for (const path of FIGURES)
      expect((await client.get(`${path}?${range}`)).body).toMatchObject({
        status: 400,
        detail: expect.stringContaining(allowed),
      });
  });

  it.each(["Etc/GMT+12", "utc", "EST5EDT", "Factory", "Pacific/Kiritimati", "Pacific/Apia"])(
    "know the first and the last of all days in %s",
    async (zone) => {
      for (const [first, last] of [
        ["0001-01-01", "0010-01-01"],
        ["9990-01-01", "9999-12-31"],
      ]) {
        const range = `start_date=${first}&end_date=${last}&tz=${encodeURIComponent(zone)}`;
        const { status, body } = await client.get(`/orders/value?${range}&mode=DAY`);
        expect([status, body[0].date, body.at(-1).date]).toEqual([200, first, last]);
      }
    },
  );

  it.each(["wait=x", "wait=-1", "wait=99999999999", '"";;=,wait=1', 'wait="1"', "x".repeat(5000)])(
    "answer whatever is preferred: %.20s",
    async (prefer) => {
      expect((await client.get(`/orders/value?${RANGE}`, { prefer })).status).toBe(200);
    },
  );
});
