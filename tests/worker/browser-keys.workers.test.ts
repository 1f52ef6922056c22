import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import { admin, ADMIN_KEY, issue, withKey } from "../support/keyed-foldlog.ts";
import type { Client } from "../support/http.ts";

const PAGE = "https://shop.example";
const EVENT = { type: "Clicked", data: 1 };
const nobody = withKey(undefined);

describe("a browser key", () => {
  let key: string;
  let client: Client;
  beforeAll(async () => {
    const scope = { actions: ["write"], categories: ["click"], origins: [PAGE] };
    ({ key } = await issue(scope, { kind: "browser" }));
    client = withKey(key);
  });

  const append = (one: Client, headers: Record<string, string>, body: Json = EVENT) =>
    one.post("/v1/streams/click-1/events", body, headers);
  const letter = (body: Json, headers: Record<string, string> = { origin: PAGE }) =>
    append(nobody, { "content-type": "text/plain;charset=UTF-8", ...headers }, body);

  it("writes for the pages of its origins only", async () => {
    expect((await append(client, { origin: PAGE })).status).toBe(201);
    for (const origin of ["https://evil.example", "http://shop.example", `${PAGE}:8443`, "null"])
      expect((await append(client, { origin })).body.type).toBe("/problems/forbidden");
    expect((await append(client, {})).status).toBe(403);
    expect((await client.get("/v1/events?category=click", { origin: PAGE })).status).toBe(403);
    expect((await client.post("/v1/streams/order-1/events", EVENT, { origin: PAGE })).status).toBe(
      403,
    );
  });

  it("may stand in a body of text beside what the route takes, for a beacon", async () => {
    const sent = await letter({ key, body: { ...EVENT, id: "beacon-1" } });
    expect(sent.status).toBe(201);
    const again = await letter({ key, body: { ...EVENT, id: "beacon-1" } });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const evil = await letter({ key, body: EVENT }, { origin: "https://evil.example" });
    expect(evil.status).toBe(403);
  });

  it("is not taken from a body of another type, though its name begins so", async () => {
    const kept = async () => (await admin.get("/v1/events")).text;
    const both = { origin: PAGE, authorization: `Bearer ${key}` };
    expect((await letter({ key, body: { ...EVENT, id: "both" } }, both)).status).toBe(201);
    expect((await letter({ key, body: EVENT, more: 1 }, both)).status).toBe(400);
    expect(await kept()).not.toContain(key);
    const other = { origin: PAGE, "content-type": "text/plain-x" };
    expect((await letter({ key, body: EVENT }, other)).status).toBe(401);
  });

  it.each<[string, (key: string) => Json]>([
    ["without a key", () => ({ body: EVENT })],
    ["that is no object", (one) => [one]],
    ["with a key that is none", () => ({ key: "fl_", body: EVENT })],
    ["with a number as key", () => ({ key: 1, body: EVENT })],
    [
      "that is longer than a beacon",
      (one) => ({ key: one, body: { ...EVENT, data: "x".repeat(65_536) } }),
    ],
  ])("is not found in a text %s", async (_, body) =>
    expect((await letter(body(key))).status).toBe(401),
  );

  it("is refused beside anything but a body, so that it is kept nowhere", async () => {
    for (const body of [{ key, body: EVENT, more: 1 }, { key }])
      expect((await letter(body)).status).toBe(400);
  });

  it("is the only one that is taken from a body", async () => {
    const bearer = await issue({ actions: ["write"] });
    for (const other of [bearer.key, ADMIN_KEY])
      expect((await letter({ key: other, body: EVENT })).status).toBe(401);
  });

  it("leaves no trace of itself in the log", async () => {
    await letter({ key, body: EVENT });
    const { text } = await admin.get("/v1/events?category=click");
    expect(text).toContain("Clicked");
    expect(text).not.toContain(key.slice(15));
  });
});

describe("a key that stands in a body where none is taken", () => {
  const EYE = "/eye/events";
  const type = (text: string) => ({ "content-type": text });
  const sealed = async (body: Json) => {
    const packed = new Blob([JSON.stringify(body)])
      .stream()
      .pipeThrough(new CompressionStream("gzip"));
    const headers = { ...type("text/plain"), "content-encoding": "gzip" };
    return admin.send("POST", EYE, { headers, body: await new Response(packed).arrayBuffer() });
  };

  it("is refused, and kept nowhere", async () => {
    const { key } = await issue({ actions: ["write"], categories: ["click"], origins: [PAGE] });
    const letter = { key, body: EVENT };
    const long = { ...letter, more: "x".repeat(70_000) };
    const answers = [
      await admin.post(EYE, letter),
      await admin.post(EYE, [1, letter]),
      await admin.post(EYE, long, type("text/plain")),
      await sealed(letter),
      await admin.post("/v1/cloudevents", letter, type("application/cloudevents+json")),
      await admin.post("/Bob/Notes/send_event", letter),
    ];
    for (const { status, body } of answers)
      expect([status, body.type]).toEqual([400, "/problems/invalid-body"]);
    for (const path of ["/v1/events", "/v1/quarantine"])
      expect((await admin.get(path)).text).not.toContain(key.slice(15));
  });
});

describe("a text with what a route takes", () => {
  it("is read where ACCESS=open too, with a key or without", async () => {
    const open = withKey(undefined, { ACCESS: "open" });
    for (const body of [{ body: EVENT }, { key: "any", body: EVENT }]) {
      const headers = { "content-type": "text/plain" };
      expect((await open.post("/v1/streams/click-2/events", body, headers)).status).toBe(201);
    }
    const plain = await open.post("/v1/streams/click-2/events", EVENT, {
      "content-type": "text/plain",
    });
    expect(plain.status).toBe(415);
  });
});

describe("another origin", () => {
  const LISTED = "https://listed.example";
  const keyed = withKey(ADMIN_KEY, { ORIGINS: `https://a.example, ${LISTED}` });
  const preflight = (one: Client, origin: string) =>
    one.send("OPTIONS", "/v1/streams/click-1/events", {
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });

  it("is told nothing unless it is listed", async () => {
    const head = await keyed.get("/v1/head", { origin: LISTED });
    expect(head.headers.get("access-control-allow-origin")).toBe(LISTED);
    expect(head.headers.get("access-control-expose-headers")).toContain("Log-Position");
    for (const [client, origin] of [
      [keyed, "https://evil.example"],
      [admin, LISTED],
    ] as const) {
      const { headers } = await client.get("/v1/head", { origin });
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("vary")).toContain("Origin");
    }
  });

  it("may read problems too, and those that nobody has a key for", async () => {
    const nobodyListed = withKey(undefined, { ORIGINS: LISTED });
    const { status, headers } = await nobodyListed.get("/v1/head", { origin: LISTED });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([401, LISTED]);
    const missing = await keyed.get("/nowhere", { origin: LISTED });
    expect([missing.status, missing.headers.get("access-control-allow-origin")]).toEqual([
      404,
      LISTED,
    ]);
  });

  it("may read why it is refused, if it may ask", async () => {
    const origin = "https://refused.example";
    const bound = { actions: ["write"], origins: [origin] };
    const { id, key } = await issue(bound, { kind: "browser" });
    const elsewhere = await issue({ ...bound, origins: [PAGE] }, { kind: "browser" });
    await admin.send("DELETE", `/v1/keys/${id}`);
    const refusals: readonly [Client, number][] = [
      [withKey(key), 401],
      [withKey("fl_mistyped"), 401],
      [nobody, 401],
      [withKey(elsewhere.key), 403],
    ];
    for (const [client, refusal] of refusals) {
      const asked = { origin, "content-type": "application/json" };
      const { status, headers } = await client.post("/eye/events", [], asked);
      expect([status, headers.get("access-control-allow-origin")]).toEqual([refusal, origin]);
      expect(headers.get("vary")).toContain("Origin");
      const evil = await client.post("/eye/events", [], { origin: "https://evil.example" });
      expect(evil.headers.get("access-control-allow-origin")).toBeNull();
    }
    const { status, headers } = await admin.get("/v1/head", { origin });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([200, null]);
  });

  it("is allowed to ask if it is listed, or if a key is bound to it, or was", async () => {
    expect((await preflight(keyed, LISTED)).headers.get("access-control-allow-methods")).toContain(
      "POST",
    );
    expect((await preflight(keyed, "https://evil.example")).status).toBe(405);
    const origins = ["https://bound.example"];
    expect((await preflight(nobody, "https://bound.example")).status).toBe(405);
    const { id } = await issue({ actions: ["write"], origins }, { kind: "browser" });
    const allowed = await preflight(nobody, "https://bound.example");
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://bound.example");
    expect(allowed.headers.get("access-control-allow-headers")).toContain("Authorization");
    expect(allowed.headers.get("vary")).toBe("Origin");
    await admin.send("DELETE", `/v1/keys/${id}`);
    expect((await preflight(nobody, "https://bound.example")).status).toBe(204);
  });

  it("may read what a key answers that is bound to it", async () => {
    const { key } = await issue({ actions: ["write"], origins: [PAGE] }, { kind: "browser" });
    const { headers } = await withKey(key).post(
      "/event",
      { type: "INCREMENT", value: 1 },
      { origin: PAGE },
    );
    expect(headers.get("access-control-allow-origin")).toBe(PAGE);
  });
});
