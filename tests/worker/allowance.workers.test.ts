import { describe, expect, it } from "vitest";
import { admin, issue, keyed, withKey } from "../support/keyed-foldlog.ts";

/** So that what follows lies within one minute. */
async function startOfMinute(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 15_000) await scheduler.wait(left);
}

describe("a key", () => {
  it("has its requests a minute, and is told how many are left", async () => {
    await startOfMinute();
    const client = await keyed({ actions: ["read"] }, { perMinute: 5 });
    const left: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const { status, headers } = await client.get(i === 1 ? "/nothing/schema" : "/v1/head");
      if (i !== 1) expect(status).toBe(200);
      left.push(headers.get("ratelimit")?.split(";")[1] ?? "none");
      if (i === 0) expect(headers.get("ratelimit-policy")).toBe('"key";q=5;w=60');
    }
    // What is no route costs nothing.
    expect(left).toEqual(["r=4", "none", "r=3", "r=2", "r=1"]);
    expect((await client.get("/v1/head")).headers.get("ratelimit")).toContain("r=0;t=");
    const { status, headers, body } = await client.get("/v1/head");
    expect([status, body.type]).toEqual([429, "/problems/rate-limited"]);
    const seconds = Number(headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(headers.get("ratelimit")).toBe(`"key";r=0;t=${seconds}`);
  });

  it("is counted on when the directory is asked anew", async () => {
    await startOfMinute();
    const { key } = await issue({ actions: ["read"] }, { perMinute: 30 });
    const client = withKey(key);
    const statuses: number[] = [];
    const until = Date.now() + 2500;
    while (Date.now() < until) {
      statuses.push((await client.get("/v1/head")).status);
      await scheduler.wait(20);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10);
  });

  it("of the secret ADMIN_KEY has no such limit", async () => {
    expect((await admin.get("/v1/head")).headers.get("ratelimit")).toBeNull();
  });

  it("has 600 in a browser, unless it says otherwise", async () => {
    const scope = { actions: ["write"], origins: ["https://a.example"] };
    expect((await issue(scope, { kind: "browser" })).perMinute).toBe(600);
  });
});
