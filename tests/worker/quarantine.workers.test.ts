import { reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import type { EventLog } from "../../durable/event-log.ts";
import { client, fruitsOf, quarantined, register, send, verdictOf } from "../support/fruits.ts";

afterEach(() => reset());

const list = async (query = "") => (await client.get(`/v1/quarantine${query}`)).body.events;
const resend = (at: number, event?: unknown) =>
  event === undefined
    ? client.send("POST", `/v1/quarantine/${at}/resend`)
    : client.post(`/v1/quarantine/${at}/resend`, JSON.stringify(event));
const head = async () => (await client.get("/v1/head")).body.position;

describe("the quarantine", () => {
  it("lists what is there, by topic and by reason, page by page", async () => {
    await register();
    await client.post("/SpongeBob/Colors/register_event", { type: "string" });
    const first = await quarantined({ fruit: "stone" });
    const second = await quarantined({});
    const third = await quarantined({ fruit: "brick" });
    const colour = (await client.post("/SpongeBob/Colors/send_event", "1")).body.quarantined;
    const places = async (query: string) =>
      (await list(query)).map(({ position }: { position: number }) => position);
    expect(await places("")).toEqual([first, second, third, colour]);
    expect(await places(`?topic=SpongeBob.Fruits&after=${first}`)).toEqual([second, third]);
    const reasons = (await client.get("/v1/quarantine/reasons?topic=SpongeBob.Fruits")).body
      .reasons;
    expect(reasons).toMatchObject([
      { reason: "enum at /fruit", count: 2 },
      { reason: "required at /fruit", count: 1 },
    ]);
    expect(await places("?reason=enum%20at%20/fruit")).toEqual([first, third]);
    const page = await client.get("/v1/quarantine?limit=3");
    expect(page.headers.get("link")).toBe(`</v1/quarantine?limit=3&after=${third}>; rel="next"`);
    expect((await client.get(`/v1/quarantine/${first}`)).body).toMatchObject({
      position: first,
      topic: "SpongeBob.Fruits",
      event: { fruit: "stone" },
      errors: [{ pointer: "/fruit" }],
    });
  });

  it("answers the retry of a resend as the first, though the schema is another by now", async () => {
    await register();
    const at = await quarantined({ fruit: "stone" });
    const first = await resend(at, { fruit: "apple" });
    await register({ schema: fruitsOf("kiwi"), compatibility: "NONE" });
    const again = await resend(at, { fruit: "apple" });
    expect([again.status, again.body.position]).toEqual([200, first.body.position]);
    expect(verdictOf(await resend(at, { fruit: "fig" }))).toEqual([409, "event-id-conflict"]);
  });

  it("does not say that an event stays there which is there no longer", async () => {
    await register();
    const at = await quarantined({ fruit: "stone" });
    await client.send("DELETE", `/v1/quarantine/${at}`);
    const gone = [404, "quarantined-event-not-found"];
    expect(verdictOf(await resend(at, { fruit: "brick" }))).toEqual(gone);
    expect(verdictOf(await resend(at, { fruit: "apple" }))).toEqual(gone);
  });

  it("lets an event be corrected and sent again, once", async () => {
    await register();
    const at = await quarantined({ fruit: "stone" });
    const unfit = await resend(at, { fruit: "brick" });
    expect(verdictOf(unfit)).toEqual([422, "schema-mismatch"]);
    expect(verdictOf(await resend(at))).toEqual([422, "schema-mismatch"]);
    const [first, second] = await Promise.all([
      resend(at, { fruit: "apple" }),
      resend(at, { fruit: "apple" }),
    ]);
    expect(new Set([first.status, second.status])).toEqual(new Set([200, 201]));
    expect(verdictOf(await resend(at, { fruit: "banana" }))).toEqual([409, "event-id-conflict"]);
    expect(await list()).toEqual([]);
    const sent = await client.get("/v1/streams/gateway-SpongeBob.Fruits/events");
    expect(sent.body.events).toMatchObject([{ data: { fruit: "apple" } }]);
    expect((await client.get("/SpongeBob/list_events")).body.events).toMatchObject([
      { sent: 1, quarantined: 0 },
    ]);
  });

  it("lets an event go as it is when a newer schema takes it", async () => {
    await register();
    const at = await quarantined({ fruit: "kiwi" });
    await register(fruitsOf("apple", "banana", "kiwi"));
    expect((await resend(at)).body).toMatchObject({ version: 2 });
    expect(verdictOf(await client.get(`/v1/quarantine/${at}`))).toEqual([
      404,
      "quarantined-event-not-found",
    ]);
  });

  it("forgets what is deleted, which cannot be sent again then", async () => {
    await register();
    const at = await quarantined({ fruit: "stone" });
    const path = `/v1/quarantine/${at}`;
    expect((await client.send("DELETE", path)).status).toBe(204);
    for (const answer of [
      await client.send("DELETE", path),
      await resend(at),
      await resend(at, { fruit: "apple" }),
      await client.get(path),
      await client.get("/v1/quarantine/1"),
      await client.get("/v1/quarantine/99"),
    ])
      expect(verdictOf(answer)).toEqual([404, "quarantined-event-not-found"]);
    expect(await head()).toBe(3);
    expect(await list()).toEqual([]);
  });

  it("tells the log nothing of what was sent, and forgets it", async () => {
    await register();
    const at = await quarantined({ fruit: "4111 secret", colour: "hidden" });
    expect((await client.get(`/v1/quarantine/${at}`)).text).toContain("4111 secret");
    await client.send("DELETE", `/v1/quarantine/${at}`);
    const { text } = await client.get("/v1/events");
    expect(text).toContain("enum at /fruit");
    expect(text).not.toMatch(/4111|secret|hidden/);
    expect((await client.get("/v1/views/gateway/rows")).text).not.toMatch(/4111|secret|hidden/);
    await runInDurableObject(env.LOG.getByName("main"), (_, { storage }) => {
      expect(storage.sql.exec("SELECT * FROM kept_texts").toArray()).toEqual([]);
    });
  });

  it("is told as left to the retry of an event that was deleted from it", async () => {
    await register();
    const key = { "idempotency-key": "k1" };
    const first = await send({ fruit: "stone" }, key);
    await client.send("DELETE", `/v1/quarantine/${first.body.quarantined}`);
    const again = await send({ fruit: "stone" }, key);
    expect([again.status, again.body.quarantined]).toEqual([422, first.body.quarantined]);
    expect(again.body.detail).toContain("has left it");
  });

  it("cannot be disturbed by who takes the identities of its events", async () => {
    await register();
    const at = await quarantined({ fruit: "stone" });
    for (const source of ["foldlog/SpongeBob.Fruits/deleted", "foldlog/expired"]) {
      const event = { type: "A", data: 1, source, id: "1" };
      const answer = await client.post("/v1/streams/x-1/events", event);
      expect(verdictOf(answer)).toEqual([400, "invalid-body"]);
    }
    expect((await client.send("DELETE", `/v1/quarantine/${at}`)).status).toBe(204);
  });

  it("keeps a retry once, and another payload under its key not at all", async () => {
    await register();
    const key = { "idempotency-key": "k1" };
    const first = await send({ fruit: "stone" }, key);
    const again = await send({ fruit: "stone" }, key);
    expect([first.status, again.body.quarantined]).toEqual([422, first.body.quarantined]);
    const other = await send({ fruit: "brick" }, key);
    expect(verdictOf(other)).toEqual([422, "idempotency-key-reused"]);
    expect(await head()).toBe(2);
    const good = await send({ fruit: "apple" }, key);
    expect(good.status).toBe(201);
    expect((await send({ fruit: "apple" }, key)).body.position).toBe(good.body.position);
  });

  it("lets events go when they are too old, and the log tells", async () => {
    await register();
    const at = await quarantined({ fruit: "stone" });
    const later = await quarantined({ fruit: "brick" });
    await runInDurableObject<EventLog, void>(
      env.LOG.getByName("main"),
      async (log, { storage }) => {
        expect(await storage.getAlarm()).not.toBe(null);
        const age =
          "UPDATE kept_texts SET kept_until = '2020-01-01T00:00:00.000Z' WHERE position = ?";
        storage.sql.exec(age, at);
        await storage.deleteAlarm();
        await log.alarm();
        expect(await storage.getAlarm()).not.toBe(null);
      },
    );
    expect(verdictOf(await resend(at))).toEqual([404, "quarantined-event-not-found"]);
    expect(await list()).toMatchObject([{ position: later }]);
    expect((await client.get(`/v1/events/${await head()}`)).body).toMatchObject({
      type: "QuarantineEnded",
      data: { revision: 1, because: "expired" },
    });
  });
});
