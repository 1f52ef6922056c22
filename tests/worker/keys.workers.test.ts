import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { newKeyText } from "../../worker/access/key-text.ts";
import { sha256 } from "../../worker/sha256.ts";
import { admin, ADMIN_KEY, issue, keyed, withKey } from "../support/keyed-foldlog.ts";

const READ = { actions: ["read"] };
const statusOf = async (key: string | undefined, path = "/v1/head") =>
  (await withKey(key).get(path)).status;

describe("a key", () => {
  it("is told once, and known by its id from then on", async () => {
    const { key, ...told } = await issue(READ, { name: "reports", perMinute: 7 });
    expect(told).toEqual({
      id: key.slice(3, 15),
      name: "reports",
      kind: "bearer",
      scope: READ,
      perMinute: 7,
      createdAt: expect.any(String),
      expiresAt: null,
      revokedAt: null,
      replaces: null,
      family: expect.stringMatching(/^[0-9A-Za-z]{12}$/),
    });
    const one = await admin.get(`/v1/keys/${told.id}`);
    expect([one.body, one.headers.get("cache-control")]).toEqual([told, "no-store"]);
    expect((await admin.get("/v1/keys")).body.keys).toContainEqual(told);
    expect((await admin.get("/v1/keys/none")).body.type).toBe("/problems/key-not-found");
  });

  it("opens what its actions are for, and says what it may not", async () => {
    const [reader, writer] = [await keyed(READ), await keyed({ actions: ["write"] })];
    expect((await reader.get("/v1/head")).status).toBe(200);
    expect((await writer.post("/event", { type: "INCREMENT", value: 1 })).status).toBe(201);
    const refused = await reader.post("/event", { type: "INCREMENT", value: 1 });
    expect(refused.body).toMatchObject({
      status: 403,
      type: "/problems/forbidden",
      action: "write",
    });
    expect((await writer.get("/value")).body).toMatchObject({ status: 403, action: "read" });
    for (const client of [reader, writer])
      expect((await client.post("/v1/keys", {})).body).toMatchObject({
        status: 403,
        action: "admin",
      });
  });

  it("can be admin, and then make others", async () => {
    const second = await keyed({ actions: ["admin"] });
    const made = await second.post("/v1/keys", { name: "third", scope: READ });
    expect([made.status, made.headers.get("location")]).toEqual([201, `/v1/keys/${made.body.id}`]);
    expect((await second.send("DELETE", `/v1/keys/${made.body.id}`)).status).toBe(204);
  });

  it("tells whoever has it what it may do", async () => {
    const { key, id } = await issue(
      { actions: ["write"], categories: ["order"] },
      { perMinute: 9 },
    );
    expect((await withKey(key).get("/v1/keys/self")).body).toEqual({
      id,
      name: "a test",
      kind: "bearer",
      scope: { actions: ["write"], categories: ["order"] },
      perMinute: 9,
      expiresAt: null,
    });
    expect((await admin.get("/v1/keys/self")).body).toMatchObject({ id: "admin", name: null });
    expect(await statusOf(undefined, "/v1/keys/self")).toBe(401);
  });

  it("is refused when it is missing, mistyped, guessed or of another kind", async () => {
    const { key } = await issue(READ);
    const { key: other } = await issue(READ);
    const { status, headers, body } = await withKey(undefined).get("/v1/head");
    expect([status, body.type]).toEqual([401, "/problems/unauthorized"]);
    expect(headers.get("www-authenticate")).toBe('Bearer realm="foldlog"');
    // The id of one with the secret of another has no right checksum, and none of them is told.
    for (const wrong of [
      key.slice(0, -1),
      `${key}0`,
      key.slice(0, 15) + other.slice(15),
      "x",
      ADMIN_KEY + "x",
    ]) {
      const answer = await withKey(wrong).get("/v1/head");
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
      expect(answer.text).not.toContain(wrong);
    }
    const basic = await withKey(undefined).get("/v1/head", { authorization: `Basic ${btoa(key)}` });
    expect(basic.status).toBe(401);
  });

  it("is refused when its secret is wrong, whoever has the id", async () => {
    const { id, text } = newKeyText();
    const record = { id, name: "x", kind: "bearer", scope: { actions: ["read"] } } as const;
    const hash = await sha256(`${text}0`);
    const key = { ...record, hash, perMinute: 10, expiresAt: null };
    await env.DIRECTORY.getByName("main").issue(key);
    const { status, body } = await withKey(text).get("/v1/head");
    expect([status, body.detail]).toEqual([401, "There is no such key."]);
    expect((await withKey(newKeyText().text).get("/v1/head")).body).toEqual(body);
  });

  it("is refused when it was revoked, at once where nobody knew it, within a second elsewhere", async () => {
    const { key, id } = await issue(READ);
    expect(await statusOf(key)).toBe(200);
    const revoked = await admin.send("DELETE", `/v1/keys/${id}`);
    const since = Date.now();
    expect(revoked.status).toBe(204);
    await expect.poll(() => statusOf(key), { timeout: 3000, interval: 20 }).toBe(401);
    expect(Date.now() - since).toBeLessThan(1000);
    expect((await withKey(key).get("/v1/head")).body.detail).toContain("revoked");
    const [first, again] = [
      (await admin.get(`/v1/keys/${id}`)).body,
      await admin.send("DELETE", `/v1/keys/${id}`),
    ];
    expect(again.status).toBe(204);
    expect((await admin.get(`/v1/keys/${id}`)).body).toEqual(first);
  });

  it("is refused when its time is over", async () => {
    const expiresAt = new Date(Date.now() + 400).toISOString();
    const { key } = await issue(READ, { expiresAt });
    expect(await statusOf(key)).toBe(200);
    await scheduler.wait(450);
    expect((await withKey(key).get("/v1/head")).body).toMatchObject({
      status: 401,
      detail: expect.stringContaining("expired"),
    });
  });

  it("can be replaced by another, which has its scope, while both hold for a while", async () => {
    const { key, id } = await issue({ actions: ["read"], categories: ["order"] }, { name: "shop" });
    const rotated = await admin.post(`/v1/keys/${id}/rotate`, { overlap: 1 });
    expect(rotated.status).toBe(201);
    expect(rotated.body).toMatchObject({
      name: "shop",
      replaces: id,
      scope: { categories: ["order"] },
    });
    const path = "/v1/events?category=order";
    expect([await statusOf(key, path), await statusOf(rotated.body.key, path)]).toEqual([200, 200]);
    await scheduler.wait(1100);
    expect([await statusOf(key, path), await statusOf(rotated.body.key, path)]).toEqual([401, 200]);
    const late = await admin.post(`/v1/keys/${id}/rotate`, {});
    expect(late.body.type).toBe("/problems/key-ended");
    expect((await admin.post("/v1/keys/none/rotate", {})).status).toBe(404);
  });

  it("that ends takes as long as the one it replaces", async () => {
    const { id, expiresAt } = await issue(READ, {
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const { body } = await admin.send("POST", `/v1/keys/${id}/rotate`);
    const lifetime = Date.parse(body.expiresAt) - Date.parse(body.createdAt);
    expect(Math.abs(lifetime - 3_600_000)).toBeLessThan(5000);
    expect((await admin.get(`/v1/keys/${id}`)).body.expiresAt <= expiresAt).toBe(true);
  });

  it.each<[string, object, string]>([
    ["no actions", { scope: { actions: [] } }, "/scope/actions"],
    ["an action that there is not", { scope: { actions: ["own"] } }, "/scope/actions/0"],
    [
      "a category that is none",
      { scope: { actions: ["read"], categories: ["A"] } },
      "/scope/categories/0",
    ],
    [
      "the beginning of a category",
      { scope: { actions: ["read"], streams: ["acc"] } },
      "/scope/streams/0",
    ],
    [
      "an origin with a path",
      { scope: { actions: ["read"], origins: ["https://a.b/"] } },
      "/scope/origins/0",
    ],
    ["admin for a part", { scope: { actions: ["admin"], categories: ["a"] } }, "/scope/actions"],
    [
      "reading in a browser",
      { kind: "browser", scope: { actions: ["read"], origins: ["https://a.b"] } },
      "/scope/actions",
    ],
    [
      "a browser without origins",
      { kind: "browser", scope: { actions: ["write"] } },
      "/scope/origins",
    ],
    ["a time that is over", { scope: READ, expiresAt: "2020-01-01T00:00:00Z" }, "/expiresAt"],
    ["too many requests", { scope: READ, perMinute: 1_000_001 }, "/perMinute"],
    ["what is not known", { scope: { ...READ, tables: [] } }, "/scope/tables"],
  ])("is not made for %s", async (_, wanted, pointer) => {
    const { status, body } = await admin.post("/v1/keys", {
      name: "x",
      ...JSON.parse(JSON.stringify(wanted)),
    });
    expect(status).toBe(400);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });
});
