import { reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { client, verdictOf } from "../support/fruits.ts";
import { PARTY_SESSION, partyEvent, partySchema } from "../support/party.ts";
import { declare, head, positionOf, sendEvents, statusesOf } from "../support/party-requests.ts";

beforeEach(async () => {
  await declare();
});
afterEach(() => reset());

const unfit = partyEvent({ data: { host: 1 } });

describe("POST /eye/events", () => {
  it("takes one event as a batch of one, and records it as it was sent", async () => {
    const answer = await sendEvents(partyEvent({ id: "e-1" }));
    expect(answer.status).toBe(201);
    expect(answer.headers.get("log-position")).toBe("2");
    expect(answer.body).toEqual({
      accepted: 1,
      duplicates: 0,
      quarantined: 0,
      results: [{ index: 0, id: "e-1", status: "accepted", position: 2 }],
    });
    expect((await client.get("/v1/events/2")).body).toMatchObject({
      stream: `session-${PARTY_SESSION}`,
      type: "party",
      source: "foldlog/eye/AppName",
      id: "e-1",
      occurredAt: "2021-09-26T09:15:27.243860Z",
      data: partyEvent(),
      metadata: { schemaversion: 1 },
    });
  });

  it("answers 201, 200, 207 or 422 for an array, by what became of its events", async () => {
    const [a, b] = [partyEvent({ id: "a" }), partyEvent({ id: "b" })];
    expect((await sendEvents([a, b])).status).toBe(201);
    const again = await sendEvents([a, b]);
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    const mixed = await sendEvents([a, partyEvent({ id: "c" }), unfit, a]);
    expect(mixed.status).toBe(207);
    expect(statusesOf(mixed)).toEqual(["duplicate", "accepted", "quarantined", "duplicate"]);
    expect(mixed.body).toMatchObject({ accepted: 1, duplicates: 2, quarantined: 1 });
    const none = await sendEvents([unfit, 7]);
    expect(verdictOf(none)).toEqual([422, "refused"]);
    expect(none.body).toMatchObject({
      quarantined: 2,
      results: [
        { status: "quarantined", errors: [{ pointer: "/data/path" }, { pointer: "/data/host" }] },
        { status: "quarantined", errors: [{ pointer: "", keyword: "type" }] },
      ],
    });
  });

  it("knows a retry by an Idempotency-Key", async () => {
    const key = { "idempotency-key": "k1" };
    const first = await sendEvents([partyEvent(), unfit], key);
    const again = await sendEvents([partyEvent(), unfit], key);
    expect(statusesOf(again)).toEqual(["duplicate", "quarantined"]);
    expect(again.body.results.map(({ position }: { position: number }) => position)).toEqual(
      first.body.results.map(({ position }: { position: number }) => position),
    );
    expect(await head()).toBe(3);
    const other = await sendEvents(
      [partyEvent({ category: "party", name: "AppName", data: { host: "h", path: "p" } })],
      key,
    );
    expect([other.status, statusesOf(other)]).toEqual([422, ["quarantined"]]);
    expect(other.body.results[0].errors).toMatchObject([{ pointer: "/id", keyword: "unique" }]);
  });

  it("knows each event of a retry, whatever their ids are", async () => {
    const ids = ["x", "x.001", "x.001.001", "x.002"];
    const events = ids.map((id) => partyEvent({ id }));
    expect((await sendEvents(events)).status).toBe(201);
    expect((await sendEvents(events)).status).toBe(200);
    const key = { "idempotency-key": "k2" };
    const alike = [partyEvent(), partyEvent(), partyEvent()];
    expect((await sendEvents(alike, key)).status).toBe(201);
    expect((await sendEvents(alike, key)).status).toBe(200);
  });

  it("keeps the second of two events with one id in quarantine, and the same id of another application not", async () => {
    await sendEvents(partyEvent({ id: "e-1" }));
    const taken = await sendEvents(partyEvent({ id: "e-1", timestamp: "2021-09-26 09:15:28" }));
    expect([taken.status, statusesOf(taken)]).toEqual([422, ["quarantined"]]);
    expect(taken.body.results[0].errors).toMatchObject([{ pointer: "/id", keyword: "unique" }]);
    expect((await sendEvents(partyEvent({ id: "e-1", name: "Other" }))).status).toBe(201);
  });

  it("takes a retry of what it accepted for a duplicate, though the schema is another by now", async () => {
    const first = await sendEvents(partyEvent({ id: "e-1" }));
    await declare(false);
    const again = await sendEvents([partyEvent({ id: "e-1" }), partyEvent({ id: "e-2" })]);
    expect(statusesOf(again)).toEqual(["duplicate", "quarantined"]);
    expect(positionOf(again)).toBe(positionOf(first));
  });

  it("counts every event once that arrives from many at once, again and again", async () => {
    const ids = Array.from({ length: 60 }, (_, i) => `e-${i}`);
    const batches = Array.from({ length: 12 }, (_, i) =>
      ids.slice(5 * (i % 10), 5 * (i % 10) + 10).map((id) => partyEvent({ id })),
    );
    const answers = await Promise.all(batches.map((batch) => sendEvents(batch)));
    expect(answers.map(({ status }) => status).filter((status) => status > 207)).toEqual([]);
    const accepted = answers.flatMap(statusesOf).filter((status) => status === "accepted");
    const sent = new Set(batches.flat().map((event) => event["id"]));
    expect(accepted.length).toBe(sent.size);
    expect(await head()).toBe(1 + sent.size);
  });

  it("refuses what has no events, or too many", async () => {
    expect(verdictOf(await sendEvents([]))).toEqual([400, "invalid-body"]);
    const many = Array.from({ length: 1001 }, () => 1);
    expect(verdictOf(await sendEvents(many))).toEqual([413, "too-large"]);
    expect(verdictOf(await client.post("/eye/events", "{"))).toEqual([400, "invalid-json"]);
    expect(await head()).toBe(1);
  });

  it("keeps the errors of an event that is too large, and takes the others", async () => {
    const large = partyEvent({ data: { host: "x".repeat(300_000), path: "/" } });
    const answer = await sendEvents([large, partyEvent()]);
    expect(statusesOf(answer)).toEqual(["quarantined", "accepted"]);
    expect(answer.body.results[0].errors).toMatchObject([{ keyword: "size" }]);
    const kept = await client.get(`/v1/quarantine/${positionOf(answer)}`);
    expect(kept.body.event).toBe(null);
  });
});

async function gzipped(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

const post = (body: BodyInit, headers: Record<string, string>) =>
  client.send("POST", "/eye/events", { body, headers });

describe("a body of events", () => {
  const JSON_TYPE = { "content-type": "application/json" };
  const GZIP = { ...JSON_TYPE, "content-encoding": "gzip" };

  it("may be compressed, and may be plain text, as a beacon is", async () => {
    const body = await gzipped(JSON.stringify([partyEvent(), partyEvent()]));
    expect((await post(body, GZIP)).status).toBe(201);
    const plain = { "content-type": "text/plain;charset=UTF-8" };
    expect((await post(JSON.stringify(partyEvent()), plain)).status).toBe(201);
    const both = { ...plain, "content-encoding": "gzip" };
    expect((await post(await gzipped(JSON.stringify(partyEvent())), both)).status).toBe(201);
    expect(verdictOf(await post("hello", plain))).toEqual([400, "invalid-json"]);
  });

  it("is bounded after it was inflated", async () => {
    const bomb = await gzipped(`"${"x".repeat(5 * 1024 * 1024)}"`);
    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(verdictOf(await post(bomb, GZIP))).toEqual([413, "too-large"]);
  });

  it("must be what its coding says, and of a coding that is known", async () => {
    expect(verdictOf(await post("no gzip", GZIP))).toEqual([400, "invalid-body"]);
    const half = (await gzipped(JSON.stringify(partyEvent()))).slice(0, 30);
    expect(verdictOf(await post(half, GZIP))).toEqual([400, "invalid-body"]);
    const brotli = { ...JSON_TYPE, "content-encoding": "br" };
    expect(verdictOf(await post("{}", brotli))).toEqual([415, "unsupported-media-type"]);
    const xml = { "content-type": "text/xml" };
    expect(verdictOf(await post("{}", xml))).toEqual([415, "unsupported-media-type"]);
  });
});

describe("the schema of an event", () => {
  it("is that of its application if there is one, else that of its category", async () => {
    await declare({ type: "string" }, "party/AppName");
    expect((await sendEvents(partyEvent())).status).toBe(422);
    expect((await sendEvents(partyEvent({ data: "hello" }))).status).toBe(201);
    expect((await sendEvents(partyEvent({ name: "Other" }))).status).toBe(201);
    await declare(true, "solo/My%20App%2F2");
    const solo = (name: string) => sendEvents(partyEvent({ category: "solo", name }));
    expect((await solo("My App/2")).status).toBe(201);
    expect((await solo("Other")).body.results[0].errors).toMatchObject([{ keyword: "declared" }]);
  });

  it("is never an older one, whatever is declared while events arrive", async () => {
    const sends = Array.from({ length: 20 }, (_, i) =>
      sendEvents(Array.from({ length: 5 }, (_unused, n) => partyEvent({ id: `${i}-${n}` }))),
    );
    const declares = (async () => {
      for (const schema of [false, partySchema, { type: "array" }, true, false])
        expect((await declare(schema)).status).toBe(201);
    })();
    for (const { status } of await Promise.all(sends)) expect([201, 207, 422]).toContain(status);
    await declares;
    const { events } = (await client.get("/v1/events?limit=1000")).body;
    let version = 0;
    for (const { type, data, metadata } of events) {
      if (type === "SchemaRegistered") ({ version } = data);
      if (type === "EventQuarantined") expect(data.version).toBe(version);
      if (type !== "party") continue;
      expect(metadata.schemaversion).toBe(version);
      expect([1, 3, 5]).toContain(version);
    }
    expect(
      events.filter(({ type }: { type: string }) => type === "party" || type === "EventQuarantined")
        .length,
    ).toBe(100);
  });
});
