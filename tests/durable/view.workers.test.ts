import { evictDurableObject, reset, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parseJson } from "../../core/json.ts";
import type { View } from "../../durable/view.ts";
import { accountsProjection } from "../../systems/accounts/projections.ts";
import { openAccounts } from "../support/account-log.ts";
import { appendOf, newEvent, valueOf } from "../support/log-harness.ts";

afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

const log = () => env.LOG.getByName("main");
const view = () => env.VIEW.getByName("main/accounts");
const now = { at: "head", waitMs: 5000, known: [] } as const;
const all = { ...now, query: "list", params: JSON.stringify({ after: "", limit: 1000 }) };

const numbered = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => String(first + i));

const accountsIn = async () => {
  const { answer } = valueOf(await view().query(all));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query's answer
  return (parseJson(answer ?? "") as { accounts: { id: string }[] }).accounts;
};

/** Lets the object run its alarm; whether another one is set. */
const ring = () =>
  runInDurableObject<View, boolean>(view(), async (object, { storage }) => {
    await storage.deleteAlarm();
    await object.alarm();
    return (await storage.getAlarm()) !== null;
  });

describe("the object of a view", () => {
  it("answers many questions while events keep arriving, each with what was there before it", async () => {
    await openAccounts(...numbered(0, 10));
    const questions: Promise<void>[] = [];
    for (let i = 1; i <= 20; i += 1) {
      await openAccounts(...numbered(i * 10, 10));
      const least = (i + 1) * 10;
      questions.push(
        accountsIn().then((accounts) => expect(accounts.length).toBeGreaterThanOrEqual(least)),
      );
      if (i % 5 === 0) await view().rebuild();
    }
    await Promise.all(questions);
    expect(await accountsIn()).toHaveLength(210);
  });

  it("goes on with a rebuild after it was evicted", async () => {
    await openAccounts(...numbered(0, 1000));
    await openAccounts(...numbered(1000, 1000));
    expect(await accountsIn()).toHaveLength(1000);
    // It is set back to where an eviction in the middle leaves it.
    await runInDurableObject<View, void>(view(), async (_, { storage }) => {
      await storage.deleteAlarm();
      storage.transactionSync(() => {
        storage.sql.exec("UPDATE view SET generations = 2");
        storage.sql.exec(
          "INSERT INTO generations VALUES (2, 'next', 1, 0, 0, '2026-01-01T00:00:00.000Z', NULL, NULL)",
        );
        storage.sql.exec(
          "CREATE TABLE rows_2 (key TEXT PRIMARY KEY, row TEXT NOT NULL) STRICT, WITHOUT ROWID",
        );
      });
    });
    await evictDurableObject(view());
    await expect.poll(async () => view().status()).toMatchObject({ state: "live", generation: 2 });
    expect(valueOf(await view().verify())).toMatchObject({ identical: true, rows: 2000 });
  });

  it("builds itself anew, also unasked, when its projection has another version", async () => {
    await openAccounts(...numbered(0, 3));
    await accountsIn();
    await evictDurableObject(view());
    Object.assign(accountsProjection, { version: 2 });
    try {
      await expect
        .poll(async () => view().status())
        .toMatchObject({ state: "live", generation: 2, version: 2, rows: 3 });
      expect(await accountsIn()).toHaveLength(3);
    } finally {
      Object.assign(accountsProjection, { version: 1 });
    }
  });

  it("is still armed after its alarm has failed ten times in a row, and ends its work then", async () => {
    vi.spyOn(console, "error").mockReturnValue(undefined);
    await openAccounts(...numbered(0, 3));
    await accountsIn();
    await runInDurableObject<View, void>(view(), (object) => {
      Object.assign(object, { env: { LOG: { getByName: () => ({}) } } });
    });
    await runInDurableObject<View, unknown>(view(), (object) => object.rebuild().catch(String));
    for (let i = 0; i < 10; i += 1) expect(await ring()).toBe(true);
    expect(await view().status()).toMatchObject({
      state: "rebuilding",
      lastError: expect.stringContaining("is not a function"),
    });
    await runInDurableObject<View, void>(view(), (object) => {
      Object.assign(object, { env });
    });
    expect(await ring()).toBe(false);
    expect(await view().status()).toMatchObject({ state: "live", generation: 2, lastError: null });
  });

  it("is attached to the log when it is live, though the log could not be asked at first", async () => {
    vi.spyOn(console, "error").mockReturnValue(undefined);
    await openAccounts("a");
    await runInDurableObject<View, void>(view(), async (object) => {
      const deaf = { attach: () => Promise.reject(new Error("Deaf")) };
      Object.assign(object, {
        env: { LOG: { getByName: () => ({ ...deaf, slice: () => deaf }) } },
      });
      await object.rebuild().catch(() => undefined);
      await object.alarm();
      Object.assign(object, { env });
    });
    expect(await view().status()).toMatchObject({ state: "building", lastError: "Deaf" });
    expect(await ring()).toBe(false);
    await openAccounts("b");
    await expect.poll(async () => view().status()).toMatchObject({ state: "live", rows: 2 });
  });

  it("moves past events of others without a row", async () => {
    await log().append(appendOf("b-1", [newEvent("B", 0), newEvent("B", 1)]));
    await accountsIn();
    expect(await view().status()).toMatchObject({ position: 2, rows: 0, lag: { events: 0 } });
  });
});
