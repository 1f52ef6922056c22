import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";
import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "../support/workerd.ts";

const ADMIN_KEY = "an-admin-key-for-the-tests-alone";

describe("a key that is revoked", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    const vars = { ACCESS: "keys", ADMIN_KEY };
    runtime = await startWorkerd(bundleFoldlog(), temporary("revoked"), vars);
  });
  afterAll(() => runtime.stop("SIGKILL"));

  const headers = (key: string) => ({ authorization: `Bearer ${key}` });
  const client = () => new Client(fetch, runtime.url);
  async function issue(): Promise<{ id: string; key: string }> {
    const wanted = { name: "x", scope: { actions: ["read"] } };
    return (await client().post("/v1/keys", wanted, headers(ADMIN_KEY))).body;
  }
  const revoke = (id: string) =>
    client().send("DELETE", `/v1/keys/${id}`, { headers: headers(ADMIN_KEY) });

  it("is refused within a second by a Worker that knew it, beside the one that was told", async () => {
    const { id, key } = await issue();
    const second = new Client(fetch, runtime.secondUrl);
    const status = async () => (await second.get("/v1/head", headers(key))).status;
    expect(await status()).toBe(200);
    await revoke(id);
    const since = Date.now();
    await expect.poll(status, { timeout: 3000, interval: 20 }).toBe(401);
    expect(Date.now() - since).toBeLessThan(1000);
  });

  it("ends its subscriptions within a second, in every Worker, and those of no other key", async () => {
    const [{ id, key }, other] = [await issue(), await issue()];
    const watch = async (url: string, one: string) => {
      const accept = { accept: "text/event-stream", ...headers(one) };
      const abort = new AbortController();
      const live = await fetch(`${url}/v1/events`, { headers: accept, signal: abort.signal });
      const ended = live.text().then(() => Date.now());
      return { ended, stop: () => abort.abort() };
    };
    const urls = [runtime.url, runtime.url, runtime.secondUrl];
    const watched = await Promise.all(urls.map((url) => watch(url, key)));
    const kept = await watch(runtime.secondUrl, other.key);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await revoke(id);
    const since = Date.now();
    for (const { ended } of watched) expect((await ended) - since).toBeLessThan(1000);
    const late = new Promise((resolve) => setTimeout(resolve, 1500, "goes on"));
    expect(await Promise.race([kept.ended, late])).toBe("goes on");
    kept.stop();
    await kept.ended.catch(() => {});
  });
});
