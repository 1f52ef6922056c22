import { reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { deposit, openAccounts } from "../support/account-log.ts";
import { Client } from "../support/http.ts";

const client = new Client((request) => exports.default.fetch(request));
const VIEW = "/v1/views/accounts";

afterEach(reset);

describe("/v1/views", () => {
  it("lists every projection, also one that was never built", async () => {
    const { status, body } = await client.get("/v1/views");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      views: expect.arrayContaining([
        expect.objectContaining({
          name: "accounts",
          state: "absent",
          position: 0,
          head: 0,
          lag: { events: 0, ms: 0 },
          generation: null,
          building: null,
        }),
      ]),
    });
  });

  it("tells how far a view is behind, in events and in time", async () => {
    await openAccounts("a");
    await client.get(`${VIEW}/rows`);
    expect((await client.get(VIEW)).body).toMatchObject({
      state: "live",
      position: 1,
      head: 1,
      rows: 1,
      lag: { events: 0, ms: 0 },
    });
    await env.LOG.getByName("main").detach("accounts");
    await openAccounts("b");
    await scheduler.wait(20);
    const { lag } = (await client.get(VIEW)).body;
    expect(lag.events).toBe(1);
    expect(lag.ms).toBeGreaterThanOrEqual(20);
  });

  it("knows no view but those of projections", async () => {
    for (const [method, path] of [
      ["GET", "/v1/views/none"],
      ["DELETE", "/v1/views/none"],
      ["POST", "/v1/views/none/rebuild"],
      ["POST", "/v1/views/none/verify"],
      ["GET", "/v1/views/none/rows"],
      ["POST", "/v1/views/none/dead-letters/retry"],
    ] as const) {
      const { status, body } = await client.send(method, path);
      expect([status, body]).toMatchObject([404, { type: "/problems/view-not-found" }]);
    }
  });
});

describe("the rows of a view", () => {
  it("are read with what was written just before", async () => {
    for (let i = 1; i <= 20; i += 1) {
      const position = await openAccounts(`a${i}`);
      const { headers, body } = await client.get(`${VIEW}/rows`);
      expect([headers.get("log-position"), body]).toMatchObject([
        String(position),
        { rows: { length: i } },
      ]);
    }
  });

  it("are given by pages, by the beginnings of keys", async () => {
    await openAccounts("a", "b", "c");
    const first = await client.get(`${VIEW}/rows?prefix=account&limit=2`);
    expect(first.body).toMatchObject({
      rows: [{ key: ["account", "a"] }, { key: ["account", "b"] }],
    });
    const next = /<(.*)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await client.get(next);
    expect([second.body, second.headers.get("link")]).toMatchObject([
      { rows: [{ key: ["account", "c"], row: { name: "Ada c" } }] },
      null,
    ]);
    const one = await client.get(`${VIEW}/rows?prefix=${encodeURIComponent('["account","b"]')}`);
    expect(one.body).toMatchObject({ rows: [{ key: ["account", "b"] }] });
    expect((await client.get(`${VIEW}/rows?prefix=accoun`)).body).toEqual({ rows: [] });
  });

  it.each([
    "prefix=[",
    "prefix=[1.5]",
    "prefix=[null]",
    "after={}",
    "limit=0",
    "consistency=strong",
    "min_position=-1",
    "x=1",
  ])("are refused for %s", async (query) => {
    const { status, body } = await client.get(`${VIEW}/rows?${query}`);
    expect([status, body]).toMatchObject([400, { type: "/problems/invalid-query" }]);
  });

  it("come once for the same generation and position", async () => {
    await openAccounts("a");
    const first = await client.get(`${VIEW}/rows`);
    const etag = first.headers.get("etag") ?? "";
    const headers = { "if-none-match": `"x", W/${etag}` };
    const again = await client.get(`${VIEW}/rows`, headers);
    expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", etag]);
    await openAccounts("b");
    expect((await client.get(`${VIEW}/rows`, headers)).status).toBe(200);
    await client.send("DELETE", VIEW);
    const rebuilt = await client.get(`${VIEW}/rows`);
    expect(rebuilt.headers.get("etag")).not.toBe(etag);
  });

  it("wait for a position that is asked for, and say when they are behind it", async () => {
    await openAccounts("a");
    await client.get(`${VIEW}/rows`);
    const late = await client.get(`${VIEW}/rows?min_position=2`, { prefer: "wait=0" });
    expect([late.status, late.headers.get("retry-after"), late.body]).toMatchObject([
      504,
      "1",
      { type: "/problems/view-behind", view: "accounts", position: 1 },
    ]);
    const [there] = await Promise.all([
      client.get(`${VIEW}/rows?min_position=2`, { prefer: "respond-async, wait=20" }),
      scheduler.wait(300).then(() => openAccounts("b")),
    ]);
    expect([there.status, there.headers.get("log-position")]).toEqual([200, "2"]);
  });

  it("come up by themselves to what is written, without being asked", async () => {
    await openAccounts("a");
    await client.get(`${VIEW}/rows`);
    await openAccounts("b");
    await expect
      .poll(async () => (await client.get(`${VIEW}/rows?consistency=eventual`)).body)
      .toMatchObject({ rows: { length: 2 } });
  });

  it("are the same after the view was destroyed, and after a rebuild", async () => {
    await openAccounts("a", "b");
    await deposit("a", "5.00");
    const before = await client.get(`${VIEW}/rows`);
    expect((await client.send("DELETE", VIEW)).status).toBe(204);
    expect((await client.get(VIEW)).body).toMatchObject({ state: "absent", generation: null });
    expect((await client.get(`${VIEW}/rows`)).text).toBe(before.text);
    const rebuild = await client.send("POST", `${VIEW}/rebuild`);
    expect([rebuild.status, rebuild.headers.get("location")]).toEqual([202, VIEW]);
    await expect
      .poll(async () => (await client.get(VIEW)).body)
      .toMatchObject({ state: "live", generation: 3 });
    expect((await client.get(`${VIEW}/rows`)).text).toBe(before.text);
  });
});

describe("a verification", () => {
  it("finds the rows of a view to be what the log says", async () => {
    await openAccounts("a", "b");
    const { status, headers, body } = await client.send("POST", `${VIEW}/verify`);
    expect([status, headers.get("log-position")]).toEqual([200, "2"]);
    expect(body).toEqual({ identical: true, position: 2, rows: 2, different: 0, differences: [] });
  });
});
