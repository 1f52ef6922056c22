import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const COUNTER = "/v1/commands/counter/main";
const ACCOUNT = "/v1/commands/account/42";
const ada = { name: "Ada", currency: "EUR" };

afterEach(() => reset());

describe("POST /v1/commands/{category}/{id}/{command}", () => {
  it("answers with what happened, and the state that it comes to", async () => {
    await client.post(`${COUNTER}/increment`, { value: 5 });
    const { status, headers, body } = await client.post(`${COUNTER}/decrement`, { value: 7 });
    expect(status).toBe(201);
    expect(body).toEqual({
      position: 2,
      revision: 2,
      events: [
        { id: expect.any(String), type: "DECREMENT", data: { value: 7 }, position: 2, revision: 2 },
      ],
      state: { value: -2 },
    });
    for (const [name, value] of [
      ["etag", '"2"'],
      ["location", "/v1/events/2"],
      ["log-position", "2"],
      ["idempotent-replayed", null],
    ] as const)
      expect(headers.get(name)).toBe(value);
    const event = await client.get("/v1/events/2");
    expect(event.body).toMatchObject({ source: "api", stream: "counter-main", ...body.events[0] });
    expect((await client.get("/value")).body).toEqual({ value: -2, t: 2 });
  });

  it("knows a retry by the id in its body, which is that of the first event", async () => {
    const opening = { ...ada, id: "opening" };
    const first = await client.post(`${ACCOUNT}/open`, opening);
    await client.post(`${ACCOUNT}/deposit`, { amount: "5.00", id: "d-1" });
    const again = await client.post(`${ACCOUNT}/open`, opening);
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    expect(again.body).toEqual(first.body);
    expect(first.body.events).toMatchObject([{ id: "opening" }]);
    const other = await client.post(`${ACCOUNT}/deposit`, { amount: "6.00", id: "d-1" });
    expect([other.status, other.body.type]).toEqual([409, "/problems/event-id-conflict"]);
    for (const id of ["", 7, null, "x".repeat(129)]) {
      const refused = await client.post(`${ACCOUNT}/deposit`, { amount: "1.00", id });
      expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: "/id" }]]);
    }
    expect((await client.get("/v1/head")).body.position).toBe(2);
  });

  it("takes the time at which it occurred, and knows a retry with another one to be no retry", async () => {
    const opening = { ...ada, id: "opening", occurredAt: "2026-01-31T13:00:00+01:00" };
    await client.post(`${ACCOUNT}/open`, opening);
    const event = await client.get("/v1/events/1");
    expect(event.body).toMatchObject({ id: "opening", occurredAt: "2026-01-31T12:00:00.000Z" });
    const other = { ...opening, occurredAt: "2026-02-01T12:00:00Z" };
    expect((await client.post(`${ACCOUNT}/open`, opening)).status).toBe(200);
    expect((await client.post(`${ACCOUNT}/open`, other)).status).toBe(409);
    for (const occurredAt of ["2026-02-30T00:00:00Z", "today", 7, null]) {
      const refused = await client.post(`${ACCOUNT}/deposit`, { amount: "1.00", occurredAt });
      expect([refused.status, refused.body.errors]).toMatchObject([
        400,
        [{ pointer: "/occurredAt" }],
      ]);
    }
  });

  it("has no names for the commands of orders, which come with an id and a time of their own", async () => {
    const { status, body } = await client.post("/v1/commands/order/o-1/create", {});
    expect([status, body.type]).toEqual([404, "/problems/command-not-found"]);
  });

  it("takes any id that a stream may have", async () => {
    const { body } = await client.post("/v1/commands/account/a-1%20%C3%A9%3F/open", ada);
    expect(body.state).toEqual({ name: "Ada", currency: "EUR", balance: 0, status: "open" });
    expect((await client.get("/v1/streams")).body.streams).toMatchObject([
      { stream: "account-a-1 é?" },
    ]);
  });

  it("refuses what the system refuses, each in its own way", async () => {
    const codeOf = async (command: string, body: object) => {
      const answer = await client.post(`${ACCOUNT}/${command}`, JSON.stringify(body));
      return [answer.status, answer.body.type];
    };
    expect(await codeOf("deposit", { amount: "1" })).toEqual([404, "/problems/stream-not-found"]);
    expect(await codeOf("open", ada)).toEqual([201, undefined]);
    expect(await codeOf("open", ada)).toEqual([409, "/problems/already-exists"]);
    expect(await codeOf("withdraw", { amount: "1" })).toEqual([422, "/problems/refused"]);
    expect(await codeOf("withdraw", { amount: "1.234" })).toEqual([400, "/problems/invalid-body"]);
    expect(await codeOf("open", { ...ada, x: 1 })).toEqual([400, "/problems/invalid-body"]);
    expect((await client.get("/v1/head")).body.position).toBe(1);
  });

  it("names the commands there are, and the lack of a system", async () => {
    const unknown = await client.post(`${ACCOUNT}/burn`, {});
    expect(unknown.body).toMatchObject({ status: 404, type: "/problems/command-not-found" });
    expect(unknown.body.detail).toContain("open, deposit, withdraw, close");
    for (const name of ["__proto__", "constructor", "toString", "Open"])
      expect((await client.post(`${ACCOUNT}/${name}`, {})).body.type).toBe(
        "/problems/command-not-found",
      );
    const nobodys = await client.post("/v1/commands/stranger/1/open", {});
    expect(nobodys.body).toMatchObject({ status: 404, type: "/problems/no-decider" });
  });

  it.each(["Account/1", "a-b/1", "account/%00", `account/${"x".repeat(201)}`, "account/%7F"])(
    "refuses the path %s",
    async (path) => {
      const { body } = await client.post(`/v1/commands/${path}/open`, ada);
      expect(body).toMatchObject({ status: 400, type: "/problems/invalid-path" });
    },
  );

  it("is strict about its body and its query", async () => {
    const typeOf = async (body: string, headers = {}) =>
      (await client.post(`${COUNTER}/increment`, body, headers)).body.type;
    expect(await typeOf('{"value":1,"value":1}')).toBe("/problems/invalid-json");
    expect(await typeOf("")).toBe("/problems/invalid-json");
    expect(await typeOf('{"value":1}', { "content-type": "text/plain" })).toBe(
      "/problems/unsupported-media-type",
    );
    expect(await typeOf('{"value":"1"}')).toBe("/problems/invalid-body");
    const many = `{${Array.from({ length: 50_000 }, (_, i) => `"${"x".repeat(50)}${i}":1`).join()}}`;
    const wrong = await client.post(`${COUNTER}/increment`, many);
    expect([wrong.status, wrong.text.length < 10_000]).toEqual([400, true]);
    const asked = await client.post(`${COUNTER}/increment?id=1`, { value: 1 });
    expect(asked.body.type).toBe("/problems/invalid-query");
  });

  it("keeps to If-Match and If-None-Match", async () => {
    const send = async (headers: Record<string, string>) => {
      const answer = await client.post(`${COUNTER}/increment`, { value: 1 }, headers);
      return [answer.status, answer.headers.get("etag")];
    };
    expect(await send({ "if-match": "*" })).toEqual([412, '"0"']);
    expect(await send({ "if-none-match": "*" })).toEqual([201, '"1"']);
    expect(await send({ "if-none-match": "*" })).toEqual([412, '"1"']);
    expect(await send({ "if-match": 'W/"1"' })).toEqual([201, '"2"']);
    expect(await send({ "if-match": '"1"' })).toEqual([412, '"2"']);
    expect(await send({ "if-match": "1" })).toEqual([400, null]);
  });

  it("is safe to repeat with an Idempotency-Key, which belongs to one command", async () => {
    const key = { "idempotency-key": "k-1", "if-match": '"1"' };
    await client.post(`${COUNTER}/increment`, { value: 1 });
    const first = await client.post(`${COUNTER}/increment`, { value: 2 }, key);
    await client.post(`${COUNTER}/increment`, { value: 3 });
    const again = await client.post(`${COUNTER}/increment`, { value: 2 }, key);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
    const others = [
      await client.post(`${COUNTER}/increment`, { value: 3 }, key),
      await client.post(`${COUNTER}/decrement`, { value: 2 }, key),
      await client.post("/v1/commands/counter/other/increment", { value: 2 }, key),
      await client.post(`${ACCOUNT}/open`, ada, key),
    ];
    for (const { status, body } of others)
      expect([status, body.type]).toEqual([422, "/problems/idempotency-key-reused"]);
    expect((await client.get("/value")).body).toEqual({ value: 6, t: 3 });
  });
});
