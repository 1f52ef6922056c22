import { describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import type { Route } from "../../worker/route.ts";
import { routes } from "../../worker/routes.ts";
import { admin, keyed, withKey } from "../support/keyed-foldlog.ts";

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const needing = (actions: string) =>
  routes
    .filter(({ access }) => typeof access !== "string" && access.actions.join() === actions)
    .map(nameOf);

describe("the table of routes", () => {
  it("opens to everybody what tells nothing of a log, and no more", () => {
    const open = routes.filter(({ access }) => access === "public").map(nameOf);
    expect(open).toEqual([
      "GET /problems",
      "GET /problems/:code",
      "GET /healthz",
      "GET /ui",
      "GET /ui/*",
    ]);
    const anyKey = routes.filter(({ access }) => access === "any-key").map(nameOf);
    expect(anyKey).toEqual(["GET /v1/keys/self"]);
    const partly = routes.filter(({ access }) => typeof access !== "string" && access.isPublic);
    expect(partly.map(nameOf)).toEqual(["GET /"]);
  });

  it("asks for writing wherever something is written", () => {
    const reading = needing("read").filter((name) => !name.startsWith("GET "));
    // These change nothing.
    expect(reading).toEqual([
      "POST /v1/views/:view/verify",
      "POST /eye/events/query",
      "POST /v1/tickets",
      "POST /:client/:event/schema/check",
      "POST /:client/:event/schema/validate",
    ]);
  });

  it("has no way in for who has no key", async () => {
    const nobody = withKey(undefined);
    for (const route of routes.filter(({ access }) => access !== "public")) {
      const path = route.path.replace(":stream", "a-1").replace(/:\w+/g, "1");
      const { status, body } = await nobody.send(route.method, path);
      expect([nameOf(route), status]).toEqual([nameOf(route), 401]);
      expect(body.type).toBe("/problems/unauthorized");
    }
    const html = { accept: "text/html" };
    // The page is built for a browser only, so it may not be there.
    expect((await nobody.get("/", html)).status).toBe((await admin.get("/", html)).status);
  });
});

const event = { type: "Noted", data: 1 };
const cloudEvent = (subject: string) => ({
  specversion: "1.0",
  id: crypto.randomUUID(),
  source: "test",
  type: "Noted",
  subject,
});

describe("a key for a part of the log", () => {
  const both: Json = { actions: ["read", "write"], categories: ["mine"], streams: ["part-a"] };

  it.each([
    ["/v1/streams/mine-1/events", 404],
    ["/v1/streams/part-a1/events", 404],
    ["/v1/streams/part-b/events", 403],
    ["/v1/streams/minesweeper-1/events", 403],
    ["/v1/streams?category=mine", 200],
    ["/v1/streams?prefix=mine-1", 200],
    ["/v1/streams?prefix=mine", 403],
    ["/v1/streams?prefix=part-a", 200],
    ["/v1/streams?prefix=part-&category=part", 403],
    ["/v1/streams", 403],
    ["/v1/events?category=mine", 200],
    ["/v1/events?stream=part-a7", 200],
    ["/v1/events?category=part", 403],
    ["/v1/events?category=part&stream=part-a7", 200],
    ["/v1/events?category=mine&stream=part-b", 403],
    ["/v1/events?category=mine&category=part", 403],
    ["/v1/events?stream=mine-1&stream=part-b", 403],
    ["/v1/events?type=Noted", 403],
    ["/v1/events", 403],
    ["/v1/events/1", 403],
    ["/v1/histogram?category=mine", 200],
    ["/v1/histogram", 403],
    ["/v1/head", 403],
    ["/v1/types", 403],
    ["/v1/categories", 403],
    ["/v1/views", 403],
    ["/v1/views/accounts/rows", 403],
    ["/v1/views/none", 403],
    ["/accounts", 403],
    ["/", 403],
    ["/value", 403],
  ])("answers GET %s with %i", async (path, status) => {
    const client = await keyed(both);
    expect((await client.get(path)).status).toBe(status);
    if (status !== 403) return;
    const live = await client.get(path, { accept: "text/event-stream" });
    expect(live.status).toBe(403);
  });

  it("appends to it, and to nothing else", async () => {
    const client = await keyed(both);
    const append = async (stream: string) =>
      (await client.post(`/v1/streams/${stream}/events`, event)).status;
    expect([await append("mine-1"), await append("part-a1")]).toEqual([201, 201]);
    expect([await append("part-b1"), await append("other-1")]).toEqual([403, 403]);
    // An escape is no way around.
    expect(await append("mine%2D1")).toBe(201);
    expect(await append("%6Fther-1")).toBe(403);
  });

  it("is asked for each CloudEvent", async () => {
    const client = await keyed(both);
    const headers = { "content-type": "application/cloudevents+json" };
    const one = (subject: string) => client.post("/v1/cloudevents", cloudEvent(subject), headers);
    expect([(await one("mine-1")).status, (await one("other-1")).status]).toEqual([201, 403]);
    const batch = await client.post(
      "/v1/cloudevents",
      ["mine-2", "other-2", "gateway-a.b", "part-a2"].map(cloudEvent),
      { "content-type": "application/cloudevents-batch+json" },
    );
    expect(batch.status).toBe(207);
    const codes = batch.body.results.map((result: { code?: string }) => result.code ?? "taken");
    expect(codes).toEqual(["taken", "forbidden", "forbidden", "taken"]);
    expect((await admin.get("/v1/streams/other-2/events")).status).toBe(404);
  });

  it("of a topic takes its events, and its schema only with reading", async () => {
    await admin.post("/Ann/Fruits/register_event", { type: "string" });
    const sender = await keyed({ actions: ["write"], streams: ["gateway-Ann."] });
    expect((await sender.post("/Ann/Fruits/send_event", '"fig"')).status).toBe(201);
    expect((await sender.post("/Bob/Fruits/send_event", '"fig"')).status).toBe(403);
    expect((await sender.get("/Ann/Fruits/schema")).status).toBe(403);
    expect((await sender.get("/Ann/list_events")).status).toBe(403);
    const reader = await keyed({
      actions: ["read"],
      streams: ["gateway-Ann.", "schema-Ann.", "quarantine-Ann."],
    });
    expect((await reader.get("/Ann/Fruits/schema")).status).toBe(200);
    expect((await reader.get("/Ann/list_events")).status).toBe(200);
    expect((await reader.get("/Bob/list_events")).status).toBe(403);
    expect((await reader.get("/v1/quarantine?topic=Ann.Fruits")).status).toBe(200);
    expect((await reader.get("/v1/quarantine?topic=Ann.Fruits&topic=Bob.Fruits")).status).toBe(403);
    expect((await reader.get("/v1/quarantine")).status).toBe(403);
    expect((await reader.get("/v1/gateway/clients")).status).toBe(403);
  });

  it("reads a view that is made of its categories", async () => {
    const accounts = await keyed({ actions: ["read", "write"], categories: ["account"] });
    const opened = await accounts.post("/accounts", { name: "Ann", currency: "EUR" });
    expect(opened.status).toBe(201);
    expect((await accounts.get("/accounts")).body.accounts).toHaveLength(1);
    expect((await accounts.get("/v1/views/accounts/rows")).status).toBe(200);
    expect((await accounts.get("/v1/views/orders/rows")).status).toBe(403);
    expect((await accounts.send("DELETE", "/v1/views/accounts")).status).toBe(403);
    const orders = await keyed({ actions: ["read"], categories: ["order"] });
    expect((await orders.get("/")).status).toBe(200);
    expect((await orders.get("/accounts")).status).toBe(403);
  });
});
