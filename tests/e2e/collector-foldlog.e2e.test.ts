import { setTimeout as wait } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Foldlog as Client } from "../../client/foldlog.ts";
import { startedWithKeys } from "../support/started-with-keys.ts";
import { launchBrowser } from "../support/browser.ts";
import { builtCollector } from "../support/built-collector.ts";
import { clickedPage, clickOn, waitingIn, type ClickedPage } from "../support/clicked-page.ts";
import { freePort, type Foldlog } from "../support/foldlog.ts";

const ADMIN_KEY = "an-admin-key-for-the-tests-alone";
const APPLICATION = "Shop";

interface Found {
  readonly events: readonly { readonly name: string; readonly data: { readonly n: number } }[];
}

describe("a page with a collector and a key for its origin", () => {
  let foldlog: Foldlog;
  let admin: Client;
  let shop: ClickedPage;
  let browser: Browser;
  let context: BrowserContext;
  let keyId: string;
  let key: string;

  beforeAll(async () => {
    [foldlog, browser] = await Promise.all([startedWithKeys(ADMIN_KEY), launchBrowser()]);
    admin = new Client(foldlog.url, { key: ADMIN_KEY });
    const port = await freePort();
    ({ id: keyId, key } = await browserKey(`http://127.0.0.1:${port}`));
    await admin.send("PUT", "/eye/categories/click", { json: { type: "object" } });
    const script = `${foldlog.url}/collector.js`;
    shop = await clickedPage({ script, eye: foldlog.url, application: APPLICATION, key, port });
    context = await browser.newContext();
  });
  afterAll(async () => {
    await browser.close();
    await shop[Symbol.asyncDispose]();
    await foldlog.stop();
  });

  async function browserKey(origin: string): Promise<{ id: string; key: string }> {
    const actions = ["write"];
    const scope = { actions, categories: ["session"], application: APPLICATION, origins: [origin] };
    const json = { name: "a shop", kind: "browser", scope };
    return admin.send("POST", "/v1/keys", { json });
  }

  async function visit(): Promise<Page> {
    const page = await context.newPage();
    await page.goto(shop.url);
    return page;
  }

  async function arrived(): Promise<readonly number[]> {
    const { events } = await admin.get<Found>("/eye/events", { name: APPLICATION, limit: 1000 });
    return events.map(({ data }) => data.n);
  }
  /** With events; from beacons and retries, too. */
  const requests = () => foldlog.log.split("POST /eye/events").length - 1;
  const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

  it("has its script from where its events go, as every page may", async () => {
    const script = `${foldlog.url}/collector.js`;
    const response = await fetch(script);
    const { status, headers } = response;
    expect(status).toBe(200);
    expect(await response.text()).toBe(await builtCollector());
    expect(headers.get("content-type")).toMatch(/^text\/javascript\b/);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    // It is asked for again, since its name stays, and costs no more than that while it is the same.
    expect(headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
    const again = await fetch(script, { headers: { "if-none-match": headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
    const page = await fetch(`${foldlog.url}/ui`);
    expect(page.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("goes offline, is clicked, is closed, comes back: all clicks arrive, once", async () => {
    const page = await visit();
    await clickOn(page, 3);
    await expect.poll(() => waitingIn(page)).toBe(0);
    await context.setOffline(true);
    await clickOn(page, 20);
    expect(await waitingIn(page)).toBe(20);
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => context.pages().length).toBe(0);
    // Chromium is offline for a page that is there; its beacon may pass when it is gone.
    expect([upTo(3), upTo(23)]).toContainEqual(await arrived());
    await context.setOffline(false);
    const back = await visit();
    await back.evaluate("collector.flush()");
    expect(await waitingIn(back)).toBe(0);
    expect(await arrived()).toEqual(upTo(23));
    await back.close();
  });

  it("hands its last clicks to the browser when it is left, by a letter with its key", async () => {
    const before = await arrived();
    const page = await visit();
    await page.evaluate("window.fetch = () => new Promise(() => {})");
    await clickOn(page, 4);
    await page.goto("about:blank");
    await expect.poll(arrived).toEqual([...before, ...upTo(4)]);
    const back = await visit();
    await back.evaluate("collector.flush()");
    expect(await waitingIn(back)).toBe(0);
    expect(await arrived()).toEqual([...before, ...upTo(4)]);
  });

  it("says that its key was revoked, asks no more, and keeps what waits for another key", async () => {
    const before = await arrived();
    const page = await visit();
    await admin.send("DELETE", `/v1/keys/${keyId}`);
    // Until then the key may be remembered.
    await wait(1000);
    await clickOn(page, 2);
    const refusal = `The key ${keyId} was revoked.`;
    await expect.poll(() => page.evaluate("collector.status().lastError?.message")).toBe(refusal);
    expect(await page.evaluate("collector.status().lastError.status")).toBe(401);
    const asked = requests();
    await clickOn(page, 2);
    await page.goto("about:blank");
    // Clicks would have gone, and been tried again, and a beacon have arrived.
    await wait(2000);
    expect(requests()).toBe(asked);
    expect(await arrived()).toEqual(before);
    // A visitor who comes later asks first.
    const again = await visit();
    await again.evaluate("collector.flush()");
    expect(await again.evaluate("collector.status().lastError.message")).toBe(refusal);
    expect(await waitingIn(again)).toBe(4);
    const other = await browserKey(new URL(shop.url).origin);
    await again.evaluate(`other(${JSON.stringify(other.key)}).flush()`);
    expect(await arrived()).toEqual([...before, 1, 2, 3, 4]);
  });
});
