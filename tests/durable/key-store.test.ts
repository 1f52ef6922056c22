import { beforeEach, describe, expect, it } from "vitest";
import { MAX_KEYS } from "../../core/limits.ts";
import { directoryMigrations } from "../../durable/directory-migrations.ts";
import type { NewKey } from "../../durable/directory-rpc.ts";
import { isEnded, KeyStore } from "../../durable/key-store.ts";
import { migrate } from "../../durable/migrate.ts";
import { SpentRequests } from "../../durable/spent-requests.ts";
import { NodeStorage } from "../support/node-storage.ts";

const DAY = 24 * 3_600_000;
const NOW = Date.parse("2026-03-01T12:00:00.000Z");

const named = (id: string, more: Partial<NewKey> = {}): NewKey => ({
  id,
  hash: `hash of ${id}`,
  name: id,
  kind: "bearer",
  scope: { actions: ["read"] },
  perMinute: 10,
  expiresAt: null,
  ...more,
});

describe("the store of keys", () => {
  let store: KeyStore;
  beforeEach(() => {
    const storage = new NodeStorage();
    migrate(storage, directoryMigrations, "2026-01-01T00:00:00.000Z");
    store = new KeyStore(storage);
  });

  it("lists keys as they were made, the oldest first", () => {
    for (const [i, id] of ["b", "a", "c"].entries()) store.issue(named(id), NOW + i);
    expect(store.list().map(({ id }) => id)).toEqual(["b", "a", "c"]);
    const { hash: _hash, ...key } = named("a");
    const about = {
      createdAt: "2026-03-01T12:00:00.001Z",
      revokedAt: null,
      replaces: null,
      family: "a",
    };
    expect(store.find("a")).toEqual({ hash: "hash of a", key: { ...key, ...about } });
  });

  it("has room for a number of keys that hold, and forgets those that ended 90 days ago, or sooner for want of it", () => {
    for (let i = 0; i < MAX_KEYS; i += 1) store.issue(named(`k${i}`), NOW);
    expect(store.issue(named("x"), NOW)).toMatchObject({ problem: { code: "too-many-keys" } });
    for (const id of ["k1", "k2", "k3"]) store.revoke(id, NOW);
    expect(store.find("k1")).toBeDefined();
    expect(store.issue(named("x"), NOW + DAY).ok).toBe(true);
    expect([store.find("k1"), store.find("k2")?.hash]).toEqual([undefined, "hash of k2"]);
    expect(store.list()).toHaveLength(MAX_KEYS);
    expect(store.issue(named("y"), NOW + 91 * DAY).ok).toBe(true);
    expect(store.find("k3")).toBeUndefined();
    expect(store.list()).toHaveLength(MAX_KEYS - 1);
  });

  it("ends a key that is replaced after the overlap, and never later than it would have", () => {
    store.issue(named("long"), NOW);
    store.issue(named("short", { expiresAt: new Date(NOW + 1000).toISOString() }), NOW);
    const rotate = (replaces: string) =>
      store.rotate({ id: `new-${replaces}`, hash: "h", replaces, overlapMs: 5000 }, NOW);
    expect(rotate("long")).toMatchObject({ value: { replaces: "long", expiresAt: null } });
    expect(rotate("short").ok).toBe(true);
    expect(store.find("long")?.key.expiresAt).toBe(new Date(NOW + 5000).toISOString());
    expect(store.find("short")?.key.expiresAt).toBe(new Date(NOW + 1000).toISOString());
  });

  it("replaces a key that ends in the last year there is by one that ends there as well", () => {
    const expiresAt = "9999-12-31T23:59:59.000Z";
    store.issue(named("long", { expiresAt }), NOW);
    store.rotate({ id: "new", hash: "h", replaces: "long", overlapMs: 0 }, NOW + DAY);
    store.issue(named("another"), NOW + DAY);
    expect(store.find("new")?.key.expiresAt).toBe("9999-12-31T23:59:59.999Z");
  });

  it("replaces a key as often as one likes by one that holds as long as the first was to", () => {
    store.issue(named("free"), NOW);
    store.issue(named("bound", { expiresAt: new Date(NOW + 10 * DAY).toISOString() }), NOW);
    const endOf = (id: string) => store.find(id)?.key.expiresAt;
    for (const [i, replaces] of ["free", "free", "bound", "bound", "n3", "n4"].entries())
      store.rotate({ id: `n${i}`, hash: "h", replaces, overlapMs: 5000 }, NOW + i);
    expect([endOf("n0"), endOf("n1")]).toEqual([null, null]);
    expect(endOf("n5")).toBe(new Date(NOW + 10 * DAY + 5).toISOString());
    expect(["n1", "n2", "n5"].map((id) => store.find(id)?.key.family)).toEqual([
      "free",
      "bound",
      "bound",
    ]);
  });

  it("does not replace a key that it has no room to replace", () => {
    for (let i = 0; i < MAX_KEYS; i += 1) store.issue(named(`k${i}`), NOW);
    const rotation = { id: "x", hash: "h", replaces: "k1", overlapMs: 0 };
    expect(store.rotate(rotation, NOW)).toMatchObject({ problem: { code: "too-many-keys" } });
    expect(store.find("k1")?.key.expiresAt).toBeNull();
  });

  it("knows the origins of its keys, those that have ended included, until it forgets them", () => {
    const origins = ["https://shop.example"];
    const known = () => store.knowsOrigin("https://shop.example");
    expect(known()).toBe(false);
    store.issue(named("shop", { scope: { actions: ["write"], origins } }), NOW);
    expect([known(), store.knowsOrigin("https://other.example")]).toEqual([true, false]);
    store.revoke("shop", NOW);
    store.issue(named("x"), NOW + 89 * DAY);
    expect(known()).toBe(true);
    store.issue(named("y"), NOW + 91 * DAY);
    expect(known()).toBe(false);
  });

  it("keeps the time at which a key was first revoked", () => {
    store.issue(named("a"), NOW);
    for (const later of [1, 2]) store.revoke("a", NOW + later);
    const revokedAt = new Date(NOW + 1).toISOString();
    expect(store.revoke("a", NOW + 3)).toMatchObject({ ok: true, value: { revokedAt } });
    expect(store.revoke("b", NOW)).toMatchObject({ problem: { code: "key-not-found" } });
  });

  it("takes a key for ended from the moment on that was said", () => {
    store.issue(named("a", { expiresAt: new Date(NOW + 10).toISOString() }), NOW);
    const { key } = store.find("a") ?? {};
    if (!key) throw new Error("It is there");
    expect([isEnded(key, NOW + 9), isEnded(key, NOW + 10)]).toEqual([false, true]);
  });
});

describe("the count of requests", () => {
  it("is by key and minute", () => {
    const spent = new SpentRequests();
    const add = (id: string, minute: number, requests: number) =>
      spent.add({ id, minute, spent: requests });
    expect([add("a", 1, 2), add("a", 1, 3), add("b", 1, 1)]).toEqual([2, 5, 1]);
    expect([add("a", 2, 1), add("a", 2, 0), add("b", 1, 1)]).toEqual([1, 1, 2]);
    // A clock that is behind changes nothing in the minute that counts.
    expect([add("a", 1, 4), add("a", 2, 1)]).toEqual([4, 2]);
  });
});
