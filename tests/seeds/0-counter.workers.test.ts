import { exports } from "cloudflare:workers";
import { reset } from "cloudflare:test";
import { afterAll, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

// The tests of this file are one story, told in order, on one log.
describe("seed 0, the counter", () => {
  afterAll(() => reset());

  it("has the value 0 and no events before anything has happened", async () => {
    expect((await client.get("/value")).body).toEqual({ value: 0, t: 0 });
    expect((await client.get("/value/5")).body).toEqual({ value: 0, t: 0 });
    expect((await client.get("/events")).body).toEqual([]);
  });

  it("records the events of the document", async () => {
    const events = [
      ["INCREMENT", 1],
      ["DECREMENT", 3],
      ["INCREMENT", 5],
      ["INCREMENT", 2],
    ] as const;
    for (const [i, [type, value]] of events.entries()) {
      const { status, headers, body } = await client.post("/event", { type, value });
      expect([status, headers.get("location"), headers.get("log-position")]).toEqual([
        201,
        `/v1/events/${i + 1}`,
        `${i + 1}`,
      ]);
      expect(body).toEqual({
        type,
        value,
        t: i + 1,
        position: i + 1,
        id: expect.any(String),
        recordedAt: expect.any(String),
      });
    }
  });

  it.each([
    [0, 0],
    [1, 1],
    [2, -2],
    [3, 3],
    [4, 5],
  ])("had after %i events the value %i", async (t, value) => {
    expect((await client.get(`/value/${t}`)).body).toEqual({ value, t });
  });

  it("has the current value, also for t beyond the end, also as text", async () => {
    for (const path of ["/value", "/value/4", "/value/5", "/value/99999999999999999999999999"])
      expect((await client.get(path)).body).toEqual({ value: 5, t: 4 });
    const { text, headers } = await client.get("/value", { accept: "text/plain" });
    expect([text, headers.get("content-type"), headers.get("vary")]).toEqual([
      "5",
      expect.stringMatching(/^text\/plain/),
      "Accept",
    ]);
    expect((await client.get("/value/2", { accept: "text/plain" })).text).toBe("-2");
    expect((await client.get("/value", { accept: "image/png" })).body.status).toBe(406);
  });

  it("knows what the value was at a time", async () => {
    const [first, , , last] = (await client.get("/events")).body;
    expect((await client.get(`/value?at=${last.recordedAt}`)).body.value).toBe(5);
    expect((await client.get("/value?at=2001-01-01T00:00:00%2B01:00")).body).toEqual({
      value: 0,
      t: 0,
    });
    expect((await client.get(`/value?at=${first.recordedAt}`)).body.t).toBeGreaterThanOrEqual(1);
    expect((await client.get("/value?at=yesterday")).body).toMatchObject({
      status: 400,
      errors: [{ pointer: "/at" }],
    });
  });

  it.each(["-1", "-0.5", "1.5", "abc", "1e3", "0x10", "%20", "1%00", "-0", "+1", "%FF"])(
    "refuses t = %s",
    async (t) => {
      const { status, body } = await client.get(`/value/${t}`);
      expect([status, body.type]).toEqual([400, "/problems/invalid-path"]);
    },
  );

  it("lists the events in the order in which they happened, by pages if asked", async () => {
    const { body } = await client.get("/events");
    expect(
      body.map(({ t, type, value }: { t: number; type: string; value: number }) => [
        t,
        type,
        value,
      ]),
    ).toEqual([
      [1, "INCREMENT", 1],
      [2, "DECREMENT", 3],
      [3, "INCREMENT", 5],
      [4, "INCREMENT", 2],
    ]);
    const page = await client.get("/events?limit=3");
    expect(page.body).toEqual(body.slice(0, 3));
    expect(page.headers.get("link")).toBe('</events?limit=3&after=3>; rel="next"');
    expect((await client.get("/events?limit=3&after=3")).body).toEqual(body.slice(3));
  });

  it("takes a form, with the names of the document in either spelling", async () => {
    for (const form of [
      "type=INCREMENT&value=7",
      "Type=DECREMENT&Value=7",
      "type=INCREMENT&value=7&id=a+b%20c",
    ])
      expect((await client.send("POST", "/event", { body: form, headers: FORM_TYPE })).status).toBe(
        201,
      );
    const disguised = await client.send("POST", "/event", {
      body: ' {"type":"DECREMENT","value":"7"}',
      headers: FORM_TYPE,
    });
    expect(disguised.body).toMatchObject({ type: "DECREMENT", value: 7, t: 8 });
    expect((await client.get("/value")).body).toEqual({ value: 5, t: 8 });
    expect((await client.get("/v1/events/7")).body.id).toBe("a b c");
  });

  it("records an event with an id once", async () => {
    const event = { type: "INCREMENT", value: 4, id: "once" };
    const first = await client.post("/event", event);
    const again = await client.post("/event", event);
    expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([
      201,
      200,
      "true",
    ]);
    expect(again.body).toEqual(first.body);
    expect((await client.post("/event", { ...event, value: 5 })).body).toMatchObject({
      status: 409,
      type: "/problems/event-id-conflict",
    });
    expect((await client.get("/value")).body).toEqual({ value: 9, t: 9 });
  });

  it("refuses to leave the range of exact integers", async () => {
    const { status, body } = await client.post("/event", {
      type: "INCREMENT",
      value: Number.MAX_SAFE_INTEGER,
    });
    expect([status, body.type, body.reason]).toEqual([
      422,
      "/problems/refused",
      "value-out-of-range",
    ]);
  });

  it("was not moved by what it refused", async () => {
    expect((await client.get("/value")).body).toEqual({ value: 9, t: 9 });
    expect((await client.get("/v1/head")).body.position).toBe(9);
  });

  it("names the methods that it takes", async () => {
    for (const [path, allow] of [
      ["/events", "GET, HEAD"],
      ["/event", "POST"],
      ["/value/1", "GET, HEAD"],
    ] as const) {
      const { status, headers, body } = await client.send("DELETE", path);
      expect([status, headers.get("allow"), body.status]).toEqual([405, allow, 405]);
    }
    expect((await client.send("HEAD", "/value")).status).toBe(200);
  });
});
