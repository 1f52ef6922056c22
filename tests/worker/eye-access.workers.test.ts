import { Webhook } from "standardwebhooks";
import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import { issue, keyed, withKey } from "../support/keyed-foldlog.ts";
import { partyEvent } from "../support/party.ts";
import { declare, positionOf, statusesOf } from "../support/party-requests.ts";

const SESSIONS = { actions: ["write"], categories: ["session"] };
const PAGE = "https://shop.example";

const eventOf = (name: string, more = {}) => partyEvent({ name, id: crypto.randomUUID(), ...more });

beforeAll(async () => {
  expect((await declare()).status).toBe(201);
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
