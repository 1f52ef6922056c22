import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../core/json.ts";
import { Client } from "../support/http.ts";
import { partyEvent, partySchema } from "../support/party.ts";
import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "../support/workerd.ts";

const fruitsOf = (...kinds: string[]) => ({
  schema: { type: "object", properties: { fruit: { enum: kinds } } },
  compatibility: "NONE",
});

describe("two Workers before one log", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startWorkerd(bundleFoldlog(), temporary("two-workers"));
  });
  afterAll(() => runtime.stop("SIGKILL"));

  it("never take an event by a version of its schema that is no longer current", async () => {
    const [first, second] = [new Client(fetch, runtime.url), new Client(fetch, runtime.secondUrl)];
    const register = (one: Client, ...kinds: string[]) =>
      one.post("/Bob/Fruits/register_event", fruitsOf(...kinds));
    const send = (one: Client, fruit: string) => one.post("/Bob/Fruits/send_event", { fruit });
    await register(first, "apple", "fig");
    for (const one of [first, second]) expect((await send(one, "fig")).status).toBe(201);
    await register(first, "apple", "lime");
    // The second one remembers version 1, by which a fig fits and a lime does not.
    const fig = await send(second, "fig");
    expect([fig.status, fig.body.version]).toEqual([422, 2]);
    await register(second, "apple", "fig");
    const lime = await send(first, "lime");
    expect([lime.status, lime.body.version]).toEqual([422, 3]);
    expect((await send(first, "fig")).body.version).toBe(3);
  });

  const declare = (one: Client, path: string, schema: Json) =>
    one.send("PUT", `/eye/categories/${path}`, {
      body: JSON.stringify(schema),
      headers: { "content-type": "application/json" },
    });
  const sendParty = async (one: Client, ...events: JsonObject[]) => {
    const { body } = await one.post("/eye/events", events.map(partyEvent));
    return body.results.map(({ status }: { status: string }) => status);
  };

  it("never take an event of a session by such a schema, of its category or its application", async () => {
    const [first, second] = [new Client(fetch, runtime.url), new Client(fetch, runtime.secondUrl)];
    await declare(first, "party", partySchema);
    const [a, b, c] = [{ id: "a" }, { id: "b" }, { id: "c", data: "c" }];
    expect(await sendParty(second, a, c)).toEqual(["accepted", "quarantined"]);
    await declare(first, "party", { type: "string" });
    expect(await sendParty(second, a, b, c)).toEqual(["duplicate", "quarantined", "accepted"]);
    await declare(first, "party/AppName", { type: "number" });
    expect(await sendParty(second, a, c, { id: "d", data: "d" })).toEqual([
      "duplicate",
      "duplicate",
      "quarantined",
    ]);
    expect(await sendParty(second, { id: "e", data: 5 })).toEqual(["accepted"]);
  });

  it("agree on what was current when an event was recorded, while both declare and send", async () => {
    const workers = [runtime.url, runtime.secondUrl].map((url) => new Client(fetch, url));
    const declares = workers.map(async (one) => {
      for (let n = 0; n < 8; n += 1) await declare(one, "dance", { const: n % 3 });
    });
    const events = Array.from({ length: 30 }, (_, n) => ({
      category: "dance",
      data: n % 3,
      id: `n-${n}`,
    }));
    const sends = Array.from({ length: 16 }, (_, n) => {
      const one = workers[n % 2];
      if (!one) throw new Error("There are two Workers");
      return sendParty(one, ...events.slice(n, n + 15));
    });
    const statuses = (await Promise.all(sends)).flat();
    await Promise.all(declares);
    const first = new Client(fetch, runtime.url);
    statuses.push(...(await sendParty(first, ...events)));
    const answer = await first.get("/v1/events?limit=1000");
    let current = -1;
    const published = new Set<string>();
    for (const { type, stream, data, id } of answer.body.events) {
      if (stream === "eyeschema-dance" && data.schema) current = data.schema.const;
      if (type !== "dance") continue;
      expect(data.data).toBe(current);
      expect(published.size).toBe(published.add(id).size - 1);
    }
    expect(published.size).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === "accepted").length).toBe(published.size);
  });
});
