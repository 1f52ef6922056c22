import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { Client, type Answer } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const PATH = "/v1/cloudevents";
const STRUCTURED = { "content-type": "application/cloudevents+json" };
const AS_BATCH = { accept: "application/cloudevents-batch+json" };

const event = (more: object = {}) => ({
  specversion: "1.0",
  id: "a",
  source: "/shop?x=1",
  type: "com.shop.booked",
  subject: "ticket-1",
  data: { n: 1 },
  ...more,
});
const structured = (more: object = {}) =>
  client.post(PATH, JSON.stringify(event(more)), STRUCTURED);
const outcomeOf = ({ status, body }: Answer) => [status, body.type];
const headOf = async () => (await client.get("/v1/head")).body.position;

afterEach(() => reset());

describe("a CloudEvent in structured mode", () => {
  it("is appended to the stream that its subject names", async () => {
    const more = { time: "2026-01-02T03:04:05.678901+01:00", dataschema: "urn:s:1", retries: 3 };
    const { status, headers, body } = await structured(more);
    expect([status, body]).toEqual([
      201,
      { position: 1, revision: 1, events: [{ id: "a", position: 1, revision: 1 }] },
    ]);
    const told = ["etag", "location", "log-position"].map((name) => headers.get(name));
    expect(told).toEqual(['"1"', "/v1/events/1", "1"]);
    expect((await client.get("/v1/events/1")).body).toMatchObject({
      stream: "ticket-1",
      type: "com.shop.booked",
      source: "/shop?x=1",
      id: "a",
      occurredAt: "2026-01-02T02:04:05.678901Z",
      data: { n: 1 },
      metadata: { dataschema: "urn:s:1", retries: 3 },
    });
  });

  it("is known again by its source and id", async () => {
    const first = await structured();
    const again = await structured({ traceparent: "00-1" });
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    expect(again.body).toEqual(first.body);
    expect((await structured({ source: "/other" })).status).toBe(201);
    expect(outcomeOf(await structured({ data: 2 }))).toEqual([409, "/problems/event-id-conflict"]);
  });

  it("counts only on a stream as it is expected", async () => {
    const sent = (id: string, headers: Record<string, string>) =>
      client.post(PATH, JSON.stringify(event({ id })), { ...STRUCTURED, ...headers });
    expect((await sent("a", { "if-none-match": "*" })).status).toBe(201);
    expect((await sent("b", { "if-match": '"7"' })).status).toBe(412);
    expect((await sent("b", { "if-match": '"1"' })).status).toBe(201);
  });

  const wrong: readonly [name: string, more: object, pointer: string][] = [
    ["without a subject", { subject: undefined }, "/subject"],
    ["whose subject is null", { subject: null }, "/subject"],
    ["whose subject is no stream", { subject: "Ticket 1" }, "/subject"],
    ["without an id", { id: undefined }, "/id"],
    ["with a control character in its id", { id: "a\u0085" }, "/id"],
    ["without a source", { source: undefined }, "/source"],
    ["whose source is no URI reference", { source: "my shop" }, "/source"],
    ["with a type of 65 characters", { type: "x".repeat(65) }, "/type"],
    ["with a slash in its type", { type: "a/b" }, "/type"],
    ["of another version", { specversion: "0.3" }, "/specversion"],
    ["of a day that does not exist", { time: "2026-02-30T00:00:00Z" }, "/time"],
    [
      "with data that is not JSON",
      { datacontenttype: "text/plain", data: "x" },
      "/datacontenttype",
    ],
    ["with binary data", { data: undefined, data_base64: "e30=" }, "/data_base64"],
    ["with a schema that is no URI", { dataschema: "s.json" }, "/dataschema"],
    ["with an attribute in capitals", { traceId: "x" }, "/traceId"],
    ["with an object as an attribute", { trace: {} }, "/trace"],
    ["with a fraction as an attribute", { trace: 1.5 }, "/trace"],
    ["with an integer of 33 bits as an attribute", { trace: 2 ** 31 }, "/trace"],
    ["with a line feed in an attribute", { trace: "a\nb" }, "/trace"],
  ];
  it.each(wrong)("is refused %s", async (_, more, pointer) => {
    const { status, body } = await structured(more);
    expect([status, body.type]).toEqual([400, "/problems/invalid-body"]);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
    expect(await headOf()).toBe(0);
  });

  it("is refused if it is no object, or too large", async () => {
    expect((await client.post(PATH, "[]", STRUCTURED)).status).toBe(400);
    expect((await structured({ data: "x".repeat(256 * 1024) })).status).toBe(413);
    expect((await structured({ trace: "x".repeat(16 * 1024) })).status).toBe(413);
  });

  it("obeys the system that owns the stream", async () => {
    const counted = { subject: "counter-main", type: "INCREMENT", data: { value: 2 } };
    expect((await structured(counted)).status).toBe(201);
    expect((await client.get("/value")).body).toEqual({ value: 2, t: 1 });
    const opened = { subject: "account-1", type: "AccountOpened", data: {}, id: "b" };
    expect(outcomeOf(await structured(opened))).toEqual([409, "/problems/category-owned"]);
  });
});

describe("a CloudEvent in binary mode", () => {
  const HEADERS = {
    "ce-specversion": "1.0",
    "ce-id": "a",
    "ce-source": "/shop",
    "ce-type": "booked",
    "ce-subject": "ticket-%C3%A9%20%F0%9F%98%80%25",
  };
  const binary = (headers: Record<string, string>, body = '{"n":1}') =>
    client.post(PATH, body, { ...HEADERS, ...headers });

  it("has its attributes in headers, percent-encoded, and its data as the body", async () => {
    expect((await binary({ "ce-note": '"a \\"b\\" %41"', "CE-Count": "3" })).status).toBe(201);
    expect((await client.get("/v1/events/1")).body).toMatchObject({
      stream: "ticket-é 😀%",
      type: "booked",
      data: { n: 1 },
      metadata: { note: 'a "b" A', count: "3" },
    });
  });

  it("may have any JSON as its data, or none", async () => {
    expect((await binary({ "content-type": "application/x+json; v=1" }, "null")).status).toBe(201);
    const none = await client.send("POST", PATH, { headers: { ...HEADERS, "ce-id": "b" } });
    expect(none.status).toBe(201);
    const [first, second] = (await client.get("/v1/events", AS_BATCH)).body;
    expect(first).toMatchObject({ datacontenttype: "application/x+json; v=1", data: null });
    expect(second).not.toHaveProperty("data");
    expect(second).not.toHaveProperty("datacontenttype");
  });

  it.each([
    ["no stream", { "ce-subject": "x" }, "/ce-subject"],
    ["no UTF-8", { "ce-note": "%C0%A0" }, "/ce-note"],
    ["no percent-encoding", { "ce-note": "100%" }, "/ce-note"],
    ["nothing that a header may be", { "ce-datacontenttype": "text/plain" }, "/ce-datacontenttype"],
    ["no attribute", { "ce-data": "1" }, "/ce-data"],
    ["no name", { "ce-trace-id": "1" }, "/ce-trace-id"],
  ])("is refused for a header that is %s", async (_, headers, pointer) => {
    const { status, body } = await binary(headers);
    expect([status, body.type, body.errors[0].pointer]).toEqual([
      400,
      "/problems/invalid-header",
      pointer,
    ]);
  });

  it("is refused if its data is not JSON", async () => {
    expect((await binary({ "content-type": "text/plain" })).status).toBe(415);
    expect((await binary({ "content-type": "application/json; charset=latin1" })).status).toBe(415);
    expect((await binary({}, "{")).body.type).toBe("/problems/invalid-json");
  });

  it("is not what any request is", async () => {
    const plain = await client.post(PATH, {});
    expect(outcomeOf(plain)).toEqual([415, "/problems/unsupported-media-type"]);
    const avro = await binary({ "content-type": "application/cloudevents+avro" });
    expect(avro.status).toBe(415);
    expect((await client.post(`${PATH}?a=1`, event(), STRUCTURED)).status).toBe(400);
  });
});
