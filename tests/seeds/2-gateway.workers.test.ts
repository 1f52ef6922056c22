import { reset } from "cloudflare:test";
import { afterAll, describe, expect, it } from "vitest";
import { client, fruits, fruitsOf, get, register, send, verdictOf } from "../support/fruits.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

// The tests of this file are one story, told in order, on one log.
describe("seed 2, the gateway", () => {
  afterAll(() => reset());

  it("takes no event that nobody has registered", async () => {
    const answer = await send({ fruit: "apple" });
    expect(verdictOf(answer)).toEqual([404, "event-not-registered"]);
    expect(answer.body.detail).toContain("/SpongeBob/Fruits/register_event");
    for (const path of ["/schema", "/schema/versions", "/schema/types.ts", "/listen"])
      expect(verdictOf(await get(path))).toEqual([404, "event-not-registered"]);
    expect((await client.get("/SpongeBob/list_events")).body).toEqual({
      client: "SpongeBob",
      events: [],
    });
  });

  it("registers an event, once", async () => {
    const first = await register();
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      client: "SpongeBob",
      event: "Fruits",
      topic: "SpongeBob.Fruits",
      version: 1,
      compatibility: "BACKWARD",
      position: 1,
      warnings: [],
      differences: [],
    });
    expect(first.headers.get("location")).toBe("/SpongeBob/Fruits/schema?version=1");
    const again = await register();
    expect([again.status, again.body.version, again.body.position]).toEqual([200, 1, 1]);
  });

  it("gives the schema back as it was registered, with its version as entity tag", async () => {
    const { text, headers } = await get("/schema");
    expect([text, headers.get("etag")]).toEqual([JSON.stringify(fruits), '"1"']);
    expect((await get("/schema", { "if-none-match": '"1"' })).status).toBe(304);
    expect(verdictOf(await get("/schema?version=2"))).toEqual([404, "schema-version-not-found"]);
  });

  it("takes events that fit, as JSON and in a form", async () => {
    const sent = await send({ fruit: "apple" });
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({ topic: "SpongeBob.Fruits", position: 2, revision: 1 });
    const body = new URLSearchParams({ event: '{"fruit":"banana"}' }).toString();
    const path = "/SpongeBob/Fruits/send_event";
    expect((await client.post(path, body, FORM)).status).toBe(201);
    const { events } = (await client.get("/v1/streams/gateway-SpongeBob.Fruits/events")).body;
    expect(events).toMatchObject([
      { type: "Fruits", source: "SpongeBob.Fruits", data: { fruit: "apple" } },
      { type: "Fruits", data: { fruit: "banana" }, metadata: { schemaversion: 1 } },
    ]);
  });

  it("refuses what does not fit, by pointer, and says where it is kept", async () => {
    const refused = await send({ fruit: "stone", colour: "grey" });
    expect(verdictOf(refused)).toEqual([422, "schema-mismatch"]);
    const pointers = refused.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.toSorted()).toEqual(["/colour", "/fruit"]);
    expect(refused.body).toMatchObject({ topic: "SpongeBob.Fruits", version: 1, quarantined: 4 });
    const recorded = (await client.get("/v1/events/4")).body;
    expect(recorded).toMatchObject({ type: "EventQuarantined", data: { version: 1 } });
    expect(JSON.stringify(recorded)).not.toContain("grey");
  });

  it("refuses a version that would break its readers, says where, and takes a wider one", async () => {
    const refused = await register(fruitsOf("apple"));
    expect(verdictOf(refused)).toEqual([409, "schema-incompatible"]);
    expect(refused.body.differences).toMatchObject([
      {
        pointer: "/properties/fruit/enum",
        before: ["apple", "banana"],
        after: ["apple"],
        version: 1,
        direction: "backward",
      },
    ]);
    const wider = await register(fruitsOf("apple", "banana", "cherry"));
    expect([wider.status, wider.body.version]).toEqual([201, 2]);
    expect((await send({ fruit: "cherry" })).body).toMatchObject({ version: 2 });
  });

  it("lists what a client has registered, and what became of it", async () => {
    expect((await client.get("/SpongeBob/list_events")).body).toEqual({
      client: "SpongeBob",
      events: [
        {
          name: "Fruits",
          version: 2,
          compatibility: "BACKWARD",
          registeredAt: expect.any(String),
          sent: 3,
          lastSentAt: expect.any(String),
          quarantined: 1,
        },
      ],
    });
    expect((await client.get("/v1/gateway/clients")).body).toEqual({
      clients: [{ client: "SpongeBob", events: 1, sent: 3, quarantined: 1 }],
    });
  });
});
