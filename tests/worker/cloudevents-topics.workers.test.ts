import { reset } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import { client, register, verdictOf } from "../support/fruits.ts";

const ONE = "application/cloudevents+json";
const BATCH = "application/cloudevents-batch+json";
const SUBJECT = "gateway-SpongeBob.Fruits";
const STREAM = `/v1/streams/${SUBJECT}/events`;

const event = (more: object = {}) => ({
  specversion: "1.0",
  id: "a",
  source: "/basket/1",
  type: "sea.bikini.picked",
  subject: SUBJECT,
  time: "2026-01-31T12:00:00.123456Z",
  tide: "high",
  data: { fruit: "apple" },
  ...more,
});
const post = (body: object, type = ONE) =>
  client.post("/v1/cloudevents", JSON.stringify(body), { "content-type": type });

afterEach(() => reset());

describe("a CloudEvent for a topic", () => {
  it("must fit the schema, and comes back as it was sent", async () => {
    expect(verdictOf(await post(event()))).toEqual([404, "event-not-registered"]);
    await register();
    const sent = await post(event());
    expect([sent.status, sent.body]).toMatchObject([
      201,
      { topic: "SpongeBob.Fruits", version: 1 },
    ]);
    expect((await post(event())).status).toBe(200);
    const { body } = await client.get(STREAM, { accept: BATCH });
    expect(body).toMatchObject([{ ...event(), schemaversion: 1 }]);
  });

  it("that does not fit is kept whole, and is itself when it has been corrected", async () => {
    await register();
    const refused = await post(event({ data: { fruit: "stone" } }));
    expect(verdictOf(refused)).toEqual([422, "schema-mismatch"]);
    const elsewhere = await post(event({ source: "/basket/2", data: { fruit: "stone" } }));
    expect(elsewhere.body.quarantined).toBe(refused.body.quarantined + 1);
    const path = `/v1/quarantine/${refused.body.quarantined}/resend`;
    expect((await client.post(path, { fruit: "apple" })).status).toBe(201);
    const { body } = await client.get(STREAM, { accept: BATCH });
    expect(body).toMatchObject([event()]);
    expect((await post(event())).status).toBe(200);
  });

  it("may be one of a batch, beside others", async () => {
    await register();
    const { status, body } = await post(
      [
        event(),
        event({ id: "b", data: { fruit: "stone" } }),
        event({ id: "c", subject: "ticket-1", data: 7 }),
        event({ id: "d", subject: "gateway-nobody.Fruits" }),
        event({ id: "e", subject: "gateway-a.b.c" }),
        event(),
      ].map(Object),
      BATCH,
    );
    expect(status).toBe(207);
    expect(body.results).toMatchObject([
      { id: "a", status: "accepted" },
      { id: "b", status: "refused", code: "schema-mismatch", quarantined: expect.any(Number) },
      { id: "c", status: "accepted" },
      { id: "d", status: "refused", code: "event-not-registered" },
      { id: "e", status: "refused", code: "invalid-body", errors: [{ pointer: "/subject" }] },
      { id: "a", status: "duplicate" },
    ]);
  });

  it("is not taken as plain data where its attributes would be lost", async () => {
    await register();
    const headers = { "ce-specversion": "1.0", "ce-id": "a" };
    for (const more of [headers, { "content-type": ONE }]) {
      const answer = await client.post("/SpongeBob/Fruits/send_event", event(), more);
      expect(verdictOf(answer)).toEqual([415, "unsupported-media-type"]);
      expect(answer.body.detail).toContain("/v1/cloudevents");
    }
  });
});
