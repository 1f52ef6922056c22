import { reset } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { Client, type Answer } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const PATH = "/v1/cloudevents";
const STRUCTURED = { "content-type": "application/cloudevents+json" };
const BATCH = { "content-type": "application/cloudevents-batch+json" };
const AS_BATCH = { accept: "application/cloudevents-batch+json" };
const AS_ONE = { accept: "application/cloudevents+json" };

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
const batch = (events: readonly object[], headers = {}) =>
  client.post(PATH, JSON.stringify(events), { ...BATCH, ...headers });
const outcomeOf = ({ status, body }: Answer) => [status, body.type];
const headOf = async () => (await client.get("/v1/head")).body.position;

afterEach(() => reset());

describe("a batch of CloudEvents", () => {
  it("is taken in its order, with a verdict for each", async () => {
    const events = [
      event({ id: "a" }),
      event({ id: "b", subject: "ticket-2" }),
      event({ id: "c", subject: undefined }),
      event({ id: "a", data: 2 }),
      event({ id: "d", subject: "account-1" }),
      event({ id: "a" }),
      7,
      event({ id: "e", trace: "x".repeat(16 * 1024) }),
    ].map(Object);
    const { status, headers, body } = await batch(events);
    expect([status, headers.get("log-position")]).toEqual([207, "2"]);
    expect(body).toMatchObject({ accepted: 2, duplicates: 1, refused: 5 });
    expect(body.results).toMatchObject([
      { index: 0, id: "a", status: "accepted", position: 1 },
      { index: 1, id: "b", status: "accepted", position: 2 },
      { index: 2, id: "c", code: "invalid-body", errors: [{ pointer: "/subject" }] },
      { index: 3, id: "a", code: "event-id-conflict" },
      { index: 4, id: "d", code: "category-owned" },
      { index: 5, id: "a", status: "duplicate", position: 1 },
      { index: 6, id: null, code: "invalid-body" },
      { index: 7, id: "e", code: "too-large" },
    ]);
  });

  it("is answered with 201 if all are new, 200 if all are known, 422 if none could be taken", async () => {
    const many = Array.from({ length: 1000 }, (_, i) =>
      event({ id: `e-${i}`, subject: `ticket-${i % 7}` }),
    );
    const first = await batch(many);
    expect([first.status, first.body.accepted, await headOf()]).toEqual([201, 1000, 1000]);
    const ids = (await client.get("/v1/events")).body.events.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(many.map((_, i) => `e-${i}`));
    const again = await batch(many);
    expect([again.status, again.body.duplicates, await headOf()]).toEqual([200, 1000, 1000]);
    const none = await batch([event({ type: "" }), event({ id: 1 })]);
    expect(none.body).toMatchObject({ status: 422, type: "/problems/refused", refused: 2 });
  });

  it("has one event at least and 1,000 at most, and no precondition", async () => {
    expect((await batch([])).status).toBe(400);
    expect((await batch(Array.from({ length: 1001 }, () => ({})))).status).toBe(413);
    expect((await client.post(PATH, "{}", BATCH)).status).toBe(400);
    const refused = await batch([event()], { "if-none-match": "*" });
    expect(outcomeOf(refused)).toEqual([400, "/problems/invalid-header"]);
  });
});

describe("events as CloudEvents", () => {
  it("are a batch on a page of the log, and one by its position", async () => {
    await client.post("/v1/streams/ticket-1/events", [
      {
        type: "A",
        id: "a",
        data: { n: 1 },
        metadata: { trace: "t", user: { id: 1 }, ID: 2, id: 3 },
      },
      { type: "B", id: "b", source: "my shop é", data: null },
    ]);
    const { headers, body } = await client.get("/v1/events?limit=1", AS_BATCH);
    const told = ["content-type", "vary", "link"].map((name) => headers.get(name));
    const next = '</v1/events?limit=1&after=1>; rel="next"';
    expect(told).toEqual(["application/cloudevents-batch+json", "Accept", next]);
    const native = (await client.get("/v1/events/1")).body;
    expect(body).toEqual([
      {
        specversion: "1.0",
        id: "a",
        source: "api",
        type: "A",
        subject: "ticket-1",
        time: native.occurredAt,
        datacontenttype: "application/json",
        sequence: "0000000000000001",
        recordedtime: native.recordedAt,
        trace: "t",
        data: { n: 1 },
      },
    ]);
    const one = await client.get("/v1/events/2", AS_ONE);
    expect(one.body).toMatchObject({ id: "b", source: "my%20shop%20%C3%A9", data: null });
    expect([one.headers.get("content-type"), one.headers.get("vary")]).toEqual([
      "application/cloudevents+json",
      "Accept",
    ]);
    expect((await client.get("/v1/events/3", AS_ONE)).status).toBe(404);
  });

  it("are a batch on a page of a stream, without its entity tag", async () => {
    await batch([event({ id: "a" }), event({ id: "b", subject: "ticket-2" }), event({ id: "c" })]);
    const path = "/v1/streams/ticket-1/events";
    const { headers, body } = await client.get(`${path}?limit=1`, AS_BATCH);
    expect(body).toMatchObject([{ id: "a", subject: "ticket-1", sequence: "0000000000000001" }]);
    const told = ["etag", "vary", "link"].map((name) => headers.get(name));
    expect(told).toEqual([null, "Accept", `<${path}?limit=1&from=2>; rel="next"`]);
    const seen = await client.get(path, { ...AS_BATCH, "if-none-match": '"2"' });
    expect([seen.status, seen.body.length]).toEqual([200, 2]);
    expect((await client.get(path)).headers.get("vary")).toBe("Accept");
    expect((await client.get("/v1/streams/ticket-9/events", AS_BATCH)).status).toBe(404);
  });

  it("keep what their sender says of order and recording", async () => {
    await structured({ sequence: "007", recordedtime: "2026-01-01T00:00:00Z" });
    const { body } = await client.get("/v1/events/1", AS_ONE);
    expect(body).toMatchObject({ sequence: "007", recordedtime: "2026-01-01T00:00:00Z" });
  });

  it("are had where they are, and in no other form", async () => {
    await structured();
    const statusOf = async (path: string, accept: string) =>
      (await client.get(path, { accept })).status;
    const [one, many] = [AS_ONE.accept, AS_BATCH.accept];
    expect(await statusOf("/v1/events", one)).toBe(406);
    expect(await statusOf("/v1/streams/ticket-1/events", one)).toBe(406);
    expect(await statusOf("/v1/events/1", many)).toBe(406);
    expect(await statusOf("/v1/events/1", "application/*")).toBe(200);
    const liked = await client.get("/v1/events", { accept: `application/json;q=0.5, ${many}` });
    expect(liked.headers.get("content-type")).toBe(many);
  });
});
