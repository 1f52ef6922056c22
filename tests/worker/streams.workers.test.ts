import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const EVENTS = "/v1/streams/order-1/events";
const event = (n: number, more: object = {}) => ({ type: "OrderCreated", data: { n }, ...more });

afterEach(() => reset());

describe("POST /v1/streams/{stream}/events", () => {
  it("appends an event, or an array of them at once", async () => {
    const one = await client.post(EVENTS, event(1, { id: "a" }));
    expect(one.status).toBe(201);
    expect(one.body).toEqual({
      position: 1,
      revision: 1,
      events: [{ id: "a", position: 1, revision: 1 }],
    });
    const two = await client.post(EVENTS, [event(2, { id: "b" }), event(3, { id: "c" })]);
    expect(two.body).toEqual({
      position: 3,
      revision: 3,
      events: [
        { id: "b", position: 2, revision: 2 },
        { id: "c", position: 3, revision: 3 },
      ],
    });
    const headers = ["etag", "location", "log-position"].map((name) => two.headers.get(name));
    expect(headers).toEqual(['"3"', "/v1/events/3", "3"]);
  });

  it("answers a retry as it answered before, and says so", async () => {
    const body = [
      event(1, { id: "a", occurredAt: "2021-01-01T00:00:00+01:00" }),
      event(2, { id: "b" }),
    ];
    const first = await client.post(EVENTS, body, { "if-none-match": "*" });
    const again = await client.post(EVENTS, body, { "if-none-match": "*" });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
    const mixed = await client.post(EVENTS, [...body, event(3)]);
    expect(mixed.body).toMatchObject({
      status: 409,
      type: "/problems/event-id-conflict",
      id: "a",
      position: 1,
    });
  });

  it("holds If-Match and If-None-Match", async () => {
    const send = async (headers: Record<string, string>) =>
      (await client.post(EVENTS, event(0), headers)).status;
    expect(await send({ "if-match": "*" })).toBe(412);
    expect(await send({ "if-none-match": "*" })).toBe(201);
    expect(await send({ "if-none-match": "*" })).toBe(412);
    expect(await send({ "if-match": '"1"' })).toBe(201);
    expect(await send({ "if-match": 'W/"2"' })).toBe(201);
    expect(await send({ "if-match": "*" })).toBe(201);
    const stale = await client.post(EVENTS, event(0), { "if-match": '"2"' });
    expect(stale.headers.get("etag")).toBe('"4"');
    expect(stale.body).toMatchObject({ status: 412, stream: "order-1", expected: 2, actual: 4 });
    for (const value of ["2", '"x"', '"1", "2"', '""'])
      expect(await send({ "if-match": value })).toBe(400);
    expect(await send({ "if-none-match": '"1"' })).toBe(400);
    expect(await send({ "if-match": "*", "if-none-match": "*" })).toBe(400);
    expect((await client.get("/v1/head")).body.position).toBe(4);
  });

  const wrong: readonly [name: string, body: object, pointer: string][] = [
    ["without a type", { data: 1 }, "/type"],
    ["without data", { type: "A" }, "/data"],
    ["with a wrong type", event(1, { type: "a b" }), "/type"],
    ["with an empty id", event(1, { id: "" }), "/id"],
    ["with a long id", event(1, { id: "x".repeat(129) }), "/id"],
    ["with a number as id", event(1, { id: 7 }), "/id"],
    ["with a control character in its source", event(1, { source: "a\nb" }), "/source"],
    [
      "of a day that does not exist",
      event(1, { occurredAt: "2021-02-30T00:00:00Z" }),
      "/occurredAt",
    ],
    ["with a list as metadata", event(1, { metadata: [] }), "/metadata"],
    ["with a member that is not known", event(1, { "a/b": 1 }), "/a~1b"],
  ];
  it.each(wrong)("refuses an event %s", async (_, body, pointer) => {
    const single = await client.post(EVENTS, JSON.stringify(body));
    expect([single.status, single.body.errors[0].pointer]).toEqual([400, pointer]);
    const batch = await client.post(EVENTS, JSON.stringify([event(0), body]));
    expect([batch.status, batch.body.errors[0].pointer]).toEqual([400, `/1${pointer}`]);
    expect((await client.get("/v1/head")).body.position).toBe(0);
  });

  it("refuses too many, none, one twice, and too much", async () => {
    const status = async (body: unknown) =>
      (await client.post(EVENTS, JSON.stringify(body))).status;
    expect(await status([])).toBe(400);
    expect(await status(Array.from({ length: 1001 }, () => event(0)))).toBe(413);
    expect(await status(Array.from({ length: 1000 }, () => event(0)))).toBe(201);
    expect(await status([event(1, { id: "x" }), event(2, { id: "x" })])).toBe(400);
    expect(await status(event(0, { data: "x".repeat(256 * 1024 - 2) }))).toBe(201);
    expect(await status(event(0, { data: "x".repeat(256 * 1024 - 1) }))).toBe(413);
    expect(await status(event(0, { data: "é".repeat(128 * 1024) }))).toBe(413);
    expect(await status(event(0, { metadata: { x: "x".repeat(17 * 1024) } }))).toBe(413);
  });

  it.each([
    "order",
    "Order-1",
    "order-",
    "-1",
    "1order-1",
    `order-${"x".repeat(201)}`,
    "order-%00",
    "order-%FF",
    "order-%C2%85",
  ])("refuses the stream %s", async (stream) => {
    const { status, body } = await client.post(`/v1/streams/${stream}/events`, event(0));
    expect([status, body.type]).toEqual([400, "/problems/invalid-path"]);
  });

  it("takes any other character in a stream's id", async () => {
    for (const id of ["a/b", "é 😀", "..", "%25", "x".repeat(200), "a?b#c"]) {
      const path = `/v1/streams/order-${encodeURIComponent(id)}/events`;
      expect((await client.post(path, event(0))).status).toBe(201);
      expect((await client.get(path)).body.events[0].stream).toBe(`order-${id}`);
    }
  });

  it("reads back what was sent, as a JSON value", async () => {
    const data = '{"__proto__":{"a":[]},"b":[0.1,-1e-7,1.50],"é\\n":"\\u0000😀","z":{"":null}}';
    await client.post(EVENTS, `{"type":"A","data":${data},"metadata":{"__proto__":1}}`);
    const { text } = await client.get("/v1/events/1");
    const read = JSON.parse(text);
    expect(JSON.stringify(read.data)).toBe(JSON.stringify(JSON.parse(data)));
    expect(JSON.stringify(read.metadata)).toBe('{"__proto__":1}');
  });
});

describe("GET /v1/streams/{stream}/events", () => {
  it("gives a stream by revision, in both directions, by pages", async () => {
    await client.post(
      EVENTS,
      [1, 2, 3, 4, 5].map((n) => event(n, { type: n % 2 === 0 ? "Even" : "Odd" })),
    );
    const numbers = async (query: string) => {
      const { body, headers } = await client.get(EVENTS + query);
      return [
        body.events.map(({ revision }: { revision: number }) => revision),
        headers.get("link"),
      ];
    };
    expect(await numbers("")).toEqual([[1, 2, 3, 4, 5], null]);
    expect(await numbers("?from=2&to=3")).toEqual([[2, 3], null]);
    expect(await numbers("?limit=2")).toEqual([[1, 2], `<${EVENTS}?limit=2&from=3>; rel="next"`]);
    expect(await numbers("?direction=backward&limit=2")).toEqual([
      [5, 4],
      `<${EVENTS}?direction=backward&limit=2&to=3>; rel="next"`,
    ]);
    expect(await numbers("?type=Even&direction=backward")).toEqual([[4, 2], null]);
    expect(await numbers("?type=Even,Odd&from=4")).toEqual([[4, 5], null]);
    expect(await numbers("?from=9")).toEqual([[], null]);
  });

  it("has the revision as its entity tag", async () => {
    await client.post(EVENTS, [event(1), event(2)]);
    expect((await client.get(EVENTS)).headers.get("etag")).toBe('"2"');
    expect((await client.get(EVENTS, { "if-none-match": 'W/"2"' })).status).toBe(304);
    expect((await client.get(EVENTS, { "if-none-match": '"1"' })).status).toBe(200);
  });

  it("says that there is no such stream", async () => {
    expect((await client.get(EVENTS)).body).toMatchObject({
      status: 404,
      type: "/problems/stream-not-found",
    });
  });
});

describe("GET /v1/streams/{stream}/state", () => {
  const STATE = "/v1/streams/counter-9/state";
  it("gives the fold now and then", async () => {
    expect((await client.get(STATE)).body.status).toBe(404);
    await client.post(EVENTS, event(1));
    for (const value of [5, 7])
      await client.post("/v1/streams/counter-9/events", { type: "INCREMENT", data: { value } });
    expect((await client.get(STATE)).body).toEqual({ state: { value: 12 }, revision: 2 });
    expect((await client.get(`${STATE}?revision=0`)).body).toEqual({
      state: { value: 0 },
      revision: 0,
    });
    expect((await client.get(`${STATE}?revision=1`)).headers.get("etag")).toBe('"1"');
    expect((await client.get(`${STATE}?position=2`)).body.revision).toBe(1);
    expect((await client.get(`${STATE}?at=2001-01-01T00:00:00Z`)).body.revision).toBe(0);
    expect((await client.get(`${STATE}?at=2001-01-01T00:00:00Z&revision=1`)).status).toBe(400);
    expect((await client.get("/v1/streams/order-1/state")).body.type).toBe("/problems/no-decider");
  });
});

describe("GET /v1/streams", () => {
  it("lists streams by name, by prefix and by category, by pages", async () => {
    for (const name of ["order-b", "order-a", "account-1"])
      await client.post(`/v1/streams/${name}/events`, event(0));
    const names = async (query: string) =>
      (await client.get(`/v1/streams${query}`)).body.streams.map(
        ({ stream }: { stream: string }) => stream,
      );
    expect(await names("")).toEqual(["account-1", "order-a", "order-b"]);
    expect(await names("?category=order")).toEqual(["order-a", "order-b"]);
    expect(await names("?prefix=order-b")).toEqual(["order-b"]);
    const page = await client.get("/v1/streams?limit=2");
    expect(page.headers.get("link")).toBe('</v1/streams?limit=2&after=order-a>; rel="next"');
    expect(await names("?limit=2&after=order-a")).toEqual(["order-b"]);
  });
});
