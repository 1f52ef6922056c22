import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const EVENTS = "/v1/streams/ticket-1/events";
const KEY = { "idempotency-key": "6d9f-1" };
const event = { type: "TicketBooked", data: { n: 1 } };

afterEach(() => reset());

describe("an Idempotency-Key", () => {
  it("makes a request without ids safe to repeat", async () => {
    for (const [path, body] of [
      [EVENTS, event],
      ["/v1/streams/ticket-2/events", [event, event]],
    ] as const) {
      const key = { "idempotency-key": `key-${path}` };
      const first = await client.post(path, body, key);
      const again = await client.post(path, body, key);
      expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([
        201,
        200,
        "true",
      ]);
      expect(again.body).toEqual(first.body);
    }
    await client.post("/event", { type: "INCREMENT", value: 2 }, KEY);
    await client.post("/event", { type: "INCREMENT", value: 2 }, KEY);
    expect((await client.get("/value")).body).toEqual({ value: 2, t: 1 });
  });

  it("belongs to one request", async () => {
    await client.post(EVENTS, event, KEY);
    const others = [
      await client.post(EVENTS, { ...event, data: { n: 2 } }, KEY),
      await client.post("/v1/streams/ticket-2/events", event, KEY),
      await client.post("/event", { type: "INCREMENT", value: 1 }, KEY),
    ];
    for (const { body } of others)
      expect(body).toMatchObject({ status: 422, type: "/problems/idempotency-key-reused" });
    expect((await client.get("/v1/head")).body.position).toBe(1);
  });

  it("knows one event and an array that begins with it for the same request", async () => {
    expect((await client.post(EVENTS, event, KEY)).status).toBe(201);
    expect((await client.post(EVENTS, [event], KEY)).status).toBe(200);
    expect((await client.post(EVENTS, [event, event], KEY)).status).toBe(422);
    const other = { "idempotency-key": "other" };
    expect((await client.post(EVENTS, [event, event], other)).status).toBe(201);
    expect((await client.post(EVENTS, { ...event, data: 2 }, other)).status).toBe(422);
    expect((await client.get("/v1/head")).body.position).toBe(3);
  });

  it("has nothing to do with one that has a number behind it", async () => {
    const numbered = { "idempotency-key": `${KEY["idempotency-key"]}.001` };
    expect((await client.post(EVENTS, [event, event], KEY)).status).toBe(201);
    for (const status of [201, 200])
      expect((await client.post(EVENTS, event, numbered)).status).toBe(status);
    expect((await client.get("/v1/head")).body.position).toBe(3);
  });

  it("is the same with and without quotes", async () => {
    expect((await client.post(EVENTS, event, { "idempotency-key": '"k"' })).status).toBe(201);
    expect((await client.post(EVENTS, event, { "idempotency-key": "k" })).status).toBe(200);
  });

  it("leaves events with ids to their ids", async () => {
    await client.post(EVENTS, { ...event, id: "a" }, KEY);
    const taken = await client.post(EVENTS, { ...event, id: "a", data: 2 }, KEY);
    expect(taken.body.type).toBe("/problems/event-id-conflict");
  });

  it("is refused if it is no key", async () => {
    for (const key of ["", "a b", "x".repeat(101)])
      expect((await client.post(EVENTS, event, { "idempotency-key": key })).body.type).toBe(
        "/problems/invalid-header",
      );
  });
});

describe("what is too large", () => {
  it("is refused in chunks of unknown length as well", async () => {
    const chunk = new TextEncoder().encode("x".repeat(1024 * 1024));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > 8) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const answer = await client.send("POST", EVENTS, {
      body,
      headers: { "content-type": "application/json" },
    });
    expect(answer.body).toMatchObject({ status: 413, limit: 4 * 1024 * 1024 });
  });

  it("makes no larger page, whatever the characters", async () => {
    const wide = Array.from({ length: 100 }, () => ({ type: "A", data: "漢".repeat(4000) }));
    for (let i = 0; i < 5; i += 1) expect((await client.post(EVENTS, wide)).status).toBe(201);
    let [path, count]: [string | undefined, number] = ["/v1/events", 0];
    while (path !== undefined) {
      const { text, body, headers } = await client.get(path);
      expect(new TextEncoder().encode(text).byteLength).toBeLessThanOrEqual(4 * 1024 * 1024);
      count += body.events.length;
      path = /^<(.*)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
    }
    expect(count).toBe(500);
  });

  it("makes no larger problem, however much is wrong", async () => {
    const wrong = `{${Array.from({ length: 50_000 }, (_, i) => `"${"x".repeat(50)}${i}":1`).join()}}`;
    for (const path of [EVENTS, "/event"]) {
      const { status, text, body } = await client.post(path, wrong);
      expect([status, body.errors.length]).toEqual([400, 20]);
      expect(text.length).toBeLessThan(10_000);
    }
    const names = await client.post(EVENTS, `{"${"x".repeat(1_000_000)}":1}`);
    expect(names.text.length).toBeLessThan(10_000);
  });
});

describe("Accept", () => {
  it.each([
    ["text/plain", "text/plain"],
    ["*/*", "application/json"],
    ["text/*", "text/plain"],
    ["TEXT/PLAIN", "text/plain"],
    ["application/json;q=0.5, text/plain;q=0.9", "text/plain"],
    ["text/plain;q=0.1, */*;q=0.5", "application/json"],
    ["application/json;q=0, */*", "text/plain"],
    ["image/png", "application/problem+json"],
    ["*/*;q=0", "application/problem+json"],
  ])("%s asks for %s", async (accept, type) => {
    expect((await client.get("/value", { accept })).headers.get("content-type")).toContain(type);
  });
});
