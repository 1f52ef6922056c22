import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import type { Client } from "../support/http.ts";
import { admin, keyed } from "../support/keyed-foldlog.ts";
import { partyEvent } from "../support/party.ts";
import { declare, positionOf, statusesOf } from "../support/party-requests.ts";

const SESSIONS = { actions: ["write"], categories: ["session"] };

const put = (one: Client, path: string, schema: Json) =>
  one.send("PUT", `/eye/categories/${path}`, {
    body: JSON.stringify(schema),
    headers: { "content-type": "application/json" },
  });
const eventOf = (name: string, more = {}) => partyEvent({ name, id: crypto.randomUUID(), ...more });
const errorsOf = async (name: string) =>
  (await admin.get(`/eye/errors?application=${name}`)).body.errors;

beforeAll(async () => {
  expect((await declare()).status).toBe(201);
});

describe("the key of an application", () => {
  it("sends in its name, and what has another name is refused and told to it", async () => {
    const shop = await keyed({ ...SESSIONS, application: "Shop" });
    const [own, foreign] = [eventOf("Shop"), eventOf("Bank")];
    const answer = await shop.post("/eye/events", [own, foreign]);
    expect([answer.status, statusesOf(answer)]).toEqual([207, ["accepted", "quarantined"]]);
    expect(answer.body.results[1].errors).toEqual([
      { pointer: "/name", keyword: "const", message: expect.stringContaining("the application") },
    ]);
    const at = answer.body.results[1].position;
    expect(await errorsOf("Shop")).toMatchObject([{ position: at, kind: "foreign-application" }]);
    expect(await errorsOf("Bank")).toEqual([]);
    expect((await admin.get("/eye/events?name=Bank")).body.events).toEqual([]);
    const none = await shop.post("/eye/events", foreign);
    expect([none.status, none.body.type]).toEqual([422, "/problems/refused"]);
  });

  it("is for what is of it alone, unless it says what else", async () => {
    const shop = await keyed({ actions: ["write"], application: "Shop" });
    expect((await shop.post("/eye/events", eventOf("Shop"))).status).toBe(201);
    const raw = { type: "Booked", data: {}, source: "Bank" };
    expect((await shop.post("/v1/streams/ticket-1/events", raw)).status).toBe(403);
    expect((await shop.post("/event", { type: "INCREMENT", value: 1 })).status).toBe(403);
    const wide = await keyed({ actions: ["write"], application: "Shop", categories: ["ticket"] });
    expect((await wide.post("/v1/streams/ticket-1/events", raw)).status).toBe(201);
  });

  it("is not told which events others have", async () => {
    const shop = await keyed({ ...SESSIONS, application: "Shop" });
    const known = eventOf("Bank");
    expect((await admin.post("/eye/events", known)).status).toBe(201);
    for (const event of [known, { ...known, data: { host: "other", path: "/" } }]) {
      const { body } = await shop.post("/eye/events", event);
      expect(body.results[0].errors).toMatchObject([{ pointer: "/name" }]);
    }
  });

  it("declares what it sends itself, and nothing for others", async () => {
    const declares = { actions: ["read", "write"] };
    const shop = await keyed({ ...declares, application: "Shop" });
    expect((await put(shop, "click/Shop", true)).status).toBe(201);
    for (const path of ["click", "click/Bank"]) {
      const { status, body } = await put(shop, path, true);
      expect([status, body.detail]).toEqual([403, expect.stringContaining("eyeschema-click")]);
    }
    const wide = await keyed({ ...declares, application: "Shop", categories: ["eyeschema"] });
    expect((await put(wide, "click/Bank", true)).status).toBe(403);
    expect((await put(wide, "click", true)).status).toBe(201);
    const writer = await keyed({ actions: ["write"] });
    expect((await put(writer, "click", true)).status).toBe(403);
  });

  it.each([
    ["/eye/events", 403],
    ["/eye/events?application=Shop", 200],
    ["/eye/events?name=Shop&session=s-1", 200],
    ["/eye/events?name=Bank", 403],
    ["/eye/events?name=Shop&name=Bank", 403],
    ["/eye/events?name=Shop&application=Bank", 400],
    ["/eye/sessions", 403],
    ["/eye/sessions?application=Shop", 200],
    ["/eye/sessions?application=Bank", 403],
    ["/eye/sessions/s-1?application=Shop", 404],
    ["/eye/sessions/s-1?application=Bank", 403],
    ["/eye/sessions/s-1", 403],
    ["/eye/errors?application=Shop", 200],
    ["/eye/errors?application=Bank", 403],
    ["/eye/errors?application=unknown", 403],
    ["/eye/errors", 403],
    ["/eye/categories", 403],
    ["/eye/categories/party", 200],
    ["/eye/categories/party/Shop", 404],
    ["/eye/categories/party/Bank", 403],
    ["/v1/quarantine?topic=eye.Shop", 200],
    ["/v1/quarantine/reasons?topic=eye.Shop", 200],
    ["/v1/quarantine?topic=eye.Bank", 403],
    ["/v1/quarantine", 403],
    ["/v1/events?category=session", 403],
    ["/v1/streams/session-s-1/events", 403],
    ["/v1/head", 403],
  ])("is answered GET %s with %i", async (path, status) => {
    const shop = await keyed({ actions: ["read", "write"], application: "Shop" });
    expect((await shop.get(path)).status).toBe(status);
  });

  it("asks for its own events by a body too", async () => {
    const shop = await keyed({ actions: ["read"], application: "Shop" });
    const range = { initial: "2026-01-01 00:00:00", end: "2026-01-02 00:00:00" };
    const statusOf = async (more: object) =>
      (await shop.post("/eye/events/query", { ...range, ...more })).status;
    expect([await statusOf({ name: "Shop" }), await statusOf({})]).toEqual([200, 403]);
    expect(await statusOf({ name: "Bank" })).toBe(403);
  });

  it("tends its own quarantine, and that of no other, whatever categories it has", async () => {
    const [own, foreign] = await Promise.all(
      ["Shop", "Bank"].map(async (name) =>
        positionOf(await admin.post("/eye/events", eventOf(name, { data: 1 }))),
      ),
    );
    const categories = ["quarantine", "session"];
    for (const more of [{}, { categories }]) {
      const shop = await keyed({ actions: ["read", "write"], application: "Shop", ...more });
      expect((await shop.get(`/v1/quarantine/${own}`)).body.position).toBe(own);
      for (const answer of [
        await shop.get(`/v1/quarantine/${foreign}`),
        await shop.send("DELETE", `/v1/quarantine/${foreign}`),
        await shop.post(`/v1/quarantine/${foreign}/resend`, eventOf("Shop")),
        await shop.post(`/v1/quarantine/${foreign}/resend`, eventOf("Bank")),
      ])
        expect(answer.status).toBe(403);
    }
    const narrow = await keyed({ actions: ["read", "write"], application: "Shop" });
    for (const at of [foreign, 1, 1e9])
      expect((await narrow.get(`/v1/quarantine/${at}`)).status).toBe(403);
    const again = `/v1/quarantine/${own}/resend`;
    expect((await narrow.post(again, eventOf("Bank"))).status).toBe(422);
    expect((await narrow.post(again, eventOf("Shop"))).status).toBe(201);
    expect((await narrow.get(`/v1/quarantine/${own}`)).status).toBe(404);
  });

  it("sends again from quarantine only what it may send", async () => {
    const at = positionOf(await admin.post("/eye/events", eventOf("Bank", { data: 1 })));
    const path = `/v1/quarantine/${at}/resend`;
    const half = await keyed({ actions: ["write"], categories: ["quarantine"] });
    expect((await half.post(path, eventOf("Bank"))).status).toBe(403);
    const whole = await keyed({ actions: ["write"], categories: ["quarantine", "session"] });
    expect((await whole.post(path, eventOf("Bank"))).status).toBe(201);
  });

  it("cannot be kept from an id by who writes to a stream", async () => {
    const id = crypto.randomUUID();
    const raw = { type: "Booked", data: {}, source: "Shop", id };
    expect((await admin.post("/v1/streams/ticket-9/events", raw)).status).toBe(201);
    expect((await admin.post("/eye/events", eventOf("Shop", { id }))).status).toBe(201);
    const taken = { ...raw, source: "foldlog/eye/Shop", id: crypto.randomUUID() };
    expect((await admin.post("/v1/streams/ticket-9/events", taken)).status).toBe(400);
  });
});
