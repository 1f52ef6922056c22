import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const EVENTS = "/v1/streams/ticket-1/events";
const event = (n: number, more: object = {}) => ({ type: "TicketBooked", data: { n }, ...more });

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
    expect(stale.body).toMatchObject({ status: 412, stream: "ticket-1", expected: 2, actual: 4 });
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
    "ticket",
    "Ticket-1",
    "ticket-",
    "-1",
    "1ticket-1",
    `ticket-${"x".repeat(201)}`,
    "ticket-%00",
    "ticket-%FF",
    "ticket-%C2%85",
  ])("refuses the stream %s", async (stream) => {
    const { status, body } = await client.post(`/v1/streams/${stream}/events`, event(0));
    expect([status, body.type]).toEqual([400, "/problems/invalid-path"]);
  });

  it("says which event of an array its system does not take", async () => {
    const good = { type: "INCREMENT", data: { value: 1 } };
    const path = "/v1/streams/counter-1/events";
    const batch = await client.post(path, [good, { ...good, type: "X" }]);
    expect(batch.body).toMatchObject({ status: 400, index: 1, errors: [{ pointer: "/1/type" }] });
    const single = await client.post(path, { ...good, type: "X" });
    expect(single.body.errors[0].pointer).toBe("/type");
    const far = await client.post(path, [
      good,
      { ...good, data: { value: Number.MAX_SAFE_INTEGER } },
    ]);
    expect(far.body).toMatchObject({ status: 422, index: 1, reason: "value-out-of-range" });
  });

  it("takes any other character in a stream's id", async () => {
    for (const id of ["a/b", "é 😀", "..", "%25", "x".repeat(200), "a?b#c"]) {
      const path = `/v1/streams/ticket-${encodeURIComponent(id)}/events`;
      expect((await client.post(path, event(0))).status).toBe(201);
      expect((await client.get(path)).body.events[0].stream).toBe(`ticket-${id}`);
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
