import { Webhook } from "standardwebhooks";
import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import type { Client } from "../support/http.ts";
import { admin, issue, keyed, withKey } from "../support/keyed-foldlog.ts";
import { partyEvent, partySchema } from "../support/party.ts";
import { positionOf, statusesOf } from "../support/party-requests.ts";

const SESSIONS = { actions: ["write"], categories: ["session"] };
const PAGE = "https://shop.example";

const put = (one: Client, path: string, schema: Json) =>
  one.send("PUT", `/eye/categories/${path}`, {
    body: JSON.stringify(schema),
    headers: { "content-type": "application/json" },
  });
const eventOf = (name: string, more = {}) => partyEvent({ name, id: crypto.randomUUID(), ...more });
const errorsOf = async (name: string) =>
  (await admin.get(`/eye/errors?application=${name}`)).body.errors;

beforeAll(async () => {
  expect((await put(admin, "party", partySchema)).status).toBe(201);
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

  it("is for its sessions, unless it says what else", async () => {
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
    const declares = { actions: ["read", "write"], categories: ["eyeschema"] };
    const shop = await keyed({ ...declares, application: "Shop" });
    expect((await put(shop, "click/Shop", true)).status).toBe(201);
    for (const path of ["click", "click/Bank"]) {
      const { status, body } = await put(shop, path, true);
      expect([status, body.detail]).toEqual([403, expect.stringContaining("Shop")]);
    }
    const any = await keyed(declares);
    expect((await put(any, "click", true)).status).toBe(201);
    const writer = await keyed({ actions: ["write"] });
    expect((await put(writer, "click", true)).status).toBe(403);
  });

  it("sends nothing of another one again from quarantine", async () => {
    const at = positionOf(await admin.post("/eye/events", eventOf("Bank", { data: 1 })));
    const path = `/v1/quarantine/${at}/resend`;
    const categories = ["quarantine", "session"];
    const shop = await keyed({ actions: ["write"], categories, application: "Shop" });
    const foreign = await shop.post(path, eventOf("Bank"));
    expect([foreign.status, foreign.body.type]).toEqual([422, "/problems/schema-mismatch"]);
    const half = await keyed({ actions: ["write"], categories: ["quarantine"] });
    expect((await half.post(path, eventOf("Bank"))).status).toBe(403);
    const whole = await keyed({ actions: ["write"], categories });
    expect((await whole.post(path, eventOf("Bank"))).status).toBe(201);
  });
});

describe("a key for a part of The Eye", () => {
  it.each([
    ["/eye/events", 403],
    ["/eye/events?session=s-1", 200],
    ["/eye/events?session=s-1&session=other", 403],
    ["/eye/events?session=other", 403],
    ["/eye/sessions", 403],
    ["/eye/sessions/s-1", 404],
    ["/eye/sessions/other", 403],
    ["/eye/errors", 403],
    ["/eye/errors?application=Shop", 200],
    ["/eye/errors?application=Shop&application=Bank", 403],
    ["/eye/errors?application=Bank", 403],
    ["/eye/categories", 403],
    ["/eye/categories/party", 200],
    ["/eye/categories/party/Shop", 404],
    ["/eye/categories/click", 403],
    ["/v1/quarantine?topic=eye.Shop", 200],
    ["/v1/quarantine?topic=eye.Bank", 403],
  ])("answers GET %s with %i", async (path, status) => {
    const streams = ["session-s-1", "quarantine-eye.Shop", "eyeschema-party"];
    const client = await keyed({ actions: ["read"], streams });
    expect((await client.get(path)).status).toBe(status);
  });

  it("writes events only where it may write all sessions, and reads none with that", async () => {
    const other = await keyed({ actions: ["write"], categories: ["order"] });
    expect((await other.post("/eye/events", eventOf("Shop"))).status).toBe(403);
    const reader = await keyed({ actions: ["read"] });
    expect((await reader.post("/eye/events", eventOf("Shop"))).status).toBe(403);
    const writer = await keyed(SESSIONS);
    expect((await writer.post("/eye/events", eventOf("Shop"))).status).toBe(201);
    for (const path of ["/eye/events", "/eye/sessions", "/eye/errors"])
      expect((await writer.get(path)).status).toBe(403);
  });
});

describe("a page with a browser key", () => {
  const scope = { ...SESSIONS, application: "Shop", origins: [PAGE] };
  const nobody = withKey(undefined);
  const beacon = (body: Json, origin = PAGE) =>
    nobody.post("/eye/events", body, { "content-type": "text/plain;charset=UTF-8", origin });

  it("sends events as it lives, and by a beacon as it goes, each once", async () => {
    const { key } = await issue(scope, { kind: "browser" });
    const events = [eventOf("Shop"), eventOf("Shop")];
    expect((await beacon({ key, body: events })).status).toBe(201);
    const again = await withKey(key).post("/eye/events", events, { origin: PAGE });
    expect([again.status, statusesOf(again)]).toEqual([200, ["duplicate", "duplicate"]]);
    const foreign = await beacon({ key, body: [eventOf("Bank")] });
    expect(statusesOf(foreign)).toEqual(["quarantined"]);
  });

  it("sends none from elsewhere, and none without its key", async () => {
    const { key } = await issue(scope, { kind: "browser" });
    const events = [eventOf("Shop")];
    expect((await beacon({ key, body: events }, "https://evil.example")).status).toBe(403);
    expect((await beacon({ body: events })).status).toBe(401);
    expect((await beacon(events)).status).toBe(401);
  });
});

describe("a server that signs what it sends", () => {
  it("is answered a second time as the first, and refused when a byte is another", async () => {
    const kind = { kind: "webhook" };
    const { id, secret } = await issue({ ...SESSIONS, application: "Shop" }, kind);
    const body = JSON.stringify([partyEvent({ name: "Shop" }), partyEvent({ name: "Shop" })]);
    const now = new Date();
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign("msg_1", now, body),
    };
    const send = (text: string) =>
      withKey(undefined).post(`/eye/events?webhook=${id}`, text, headers);
    const first = await send(body);
    expect([first.status, statusesOf(first)]).toEqual([201, ["accepted", "accepted"]]);
    const again = await send(body);
    expect([again.status, statusesOf(again)]).toEqual([200, ["duplicate", "duplicate"]]);
    expect(positionOf(again)).toBe(positionOf(first));
    expect((await send(body.replace("www", "wwx"))).status).toBe(401);
  });
});
