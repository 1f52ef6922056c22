import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { clickedPage, type ClickedPage } from "../support/clicked-page.ts";
import { FaultyProxy } from "../support/faulty-proxy.ts";
import { ScriptedEye } from "../support/scripted-eye.ts";

describe("a page with a collector", () => {
  let eye: ScriptedEye;
  let proxy: FaultyProxy;
  let shop: ClickedPage;
  let browser: Browser;
  let context: BrowserContext;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    eye = await ScriptedEye.started();
    proxy = await FaultyProxy.start(eye.url);
    shop = await clickedPage({ eye: proxy.url, key: "fl_page" });
    context = await browser.newContext();
  });
  afterEach(async () => {
    await context.close();
    for (const server of [shop, proxy, eye]) await server[Symbol.asyncDispose]();
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(() => browser.close());

  async function visit({ url } = shop): Promise<Page> {
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(url);
    return page;
  }

  async function click(page: Page, times: number): Promise<void> {
    await page.bringToFront();
    const before = Number(await page.getByRole("status").innerText());
    for (let n = 0; n < times; n += 1) await page.getByRole("button").click();
    expect(Number(await page.getByRole("status").innerText())).toBe(before + times);
  }

  /** The collector's word on what waits. */
  const waiting = (page: Page) => page.evaluate<number>("collector.status().waiting");
  const numbers = () => [...eye.events.values()].map(({ data }) => data["n"]);
  const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
  /** Clears what a page that goes would send at last. */
  const withoutBeacons = (page: Page) => page.evaluate("navigator.sendBeacon = () => false");

  it("sends clicks in batches, from another origin, with its key", async () => {
    const page = await visit();
    await click(page, 10);
    await expect.poll(numbers).toEqual(upTo(10));
    await expect.poll(() => waiting(page)).toBe(0);
    expect(eye.received.length).toBeLessThan(10);
    for (const { key } of eye.received) expect(key).toBe("fl_page");
  });

  it("goes offline, is clicked, is closed, comes back: all clicks arrive, once", async () => {
    const page = await visit();
    await click(page, 3);
    await expect.poll(() => waiting(page)).toBe(0);
    await context.setOffline(true);
    await click(page, 20);
    expect(await waiting(page)).toBe(20);
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => context.pages().length).toBe(0);
    expect(eye.events.size).toBe(3);
    await context.setOffline(false);
    const back = await visit();
    await expect.poll(() => waiting(back)).toBe(0);
    await expect.poll(numbers).toEqual(upTo(23));
    const times = [...eye.events.values()].map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted());
  });

  it("sends when the network is back, without a wait", async () => {
    const page = await visit();
    await context.setOffline(true);
    // Fails so often that its next try is far away.
    await page.evaluate("collector.collect('click', { n: 1 })");
    for (let n = 0; n < 12; n += 1) await page.evaluate("collector.flush()");
    expect(await waiting(page)).toBe(1);
    await context.setOffline(false);
    await expect.poll(() => waiting(page), { timeout: 3000 }).toBe(0);
    expect(numbers()).toEqual([1]);
  });

  it("hands its last clicks to the browser when it is left, and they count once", async () => {
    await using patient = await clickedPage({ eye: proxy.url, key: "fl_page", flushMs: 600_000 });
    const page = await visit(patient);
    await click(page, 5);
    await page.goto("about:blank");
    await expect.poll(numbers).toEqual(upTo(5));
    expect(eye.received).toMatchObject([
      { contentType: "text/plain;charset=UTF-8", key: "fl_page" },
    ]);
    const back = await visit(patient);
    await expect.poll(() => waiting(back)).toBe(5);
    await back.evaluate("collector.flush()");
    expect(await waiting(back)).toBe(0);
    expect(eye.received.map(({ ids }) => ids.length)).toEqual([5, 5]);
    expect(numbers()).toEqual(upTo(5));
  });

  it("keeps what was collected over a crash", async () => {
    const page = await visit();
    await withoutBeacons(page);
    proxy.faults.push(...Array.from({ length: 20 }, () => ({ status: 503 })));
    await click(page, 5);
    await expect.poll(() => stored(page)).toBe(5);
    // The page is killed, and told nothing of it.
    void page.goto("chrome://crash").catch(() => {});
    await page.waitForEvent("crash");
    expect(eye.events.size).toBe(0);
    proxy.faults.splice(0);
    const back = await visit();
    await expect.poll(numbers).toEqual(upTo(5));
    await expect.poll(() => stored(back)).toBe(0);
  });

  it("shares what waits with other tabs: each event is sent by one of them", async () => {
    const [one, other] = [await visit(), await visit()];
    await proxy.down();
    await click(one, 15);
    await click(other, 15);
    await expect.poll(() => stored(one)).toBe(30);
    await proxy.up();
    await Promise.all([one, other].map((page) => page.evaluate("collector.flush()")));
    await expect.poll(async () => [await waiting(one), await waiting(other)]).toEqual([0, 0]);
    for (const n of upTo(15)) expect(numbers().filter((number) => number === n)).toHaveLength(2);
    expect(eye.received.flatMap(({ ids }) => ids)).toHaveLength(30);
    const sessions = new Set([...eye.events.values()].map(({ session_id }) => session_id));
    expect(sessions.size).toBe(2);
  });

  it("works in memory where nothing can be kept", async () => {
    await context.addInitScript(`
      for (const name of ["indexedDB", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new DOMException("No", "SecurityError"); } });
    `);
    const page = await visit();
    await click(page, 4);
    await expect.poll(numbers).toEqual(upTo(4));
  });

  it("keeps its session over a reload", async () => {
    const page = await visit();
    await click(page, 1);
    await page.reload();
    await click(page, 1);
    await expect.poll(numbers).toEqual([1, 1]);
    expect(new Set([...eye.events.values()].map(({ session_id }) => session_id)).size).toBe(1);
  });

  /** Events in the page's database. */
  const stored = (page: Page) => page.evaluate<number>(COUNT_STORED);
});

const COUNT_STORED = `(async () => {
  const answerOf = (request) =>
    new Promise((resolve) => request.addEventListener("success", () => resolve(request.result)));
  const [{ name }] = await indexedDB.databases();
  const database = await answerOf(indexedDB.open(name));
  const count = await answerOf(database.transaction("events").objectStore("events").count());
  database.close();
  return count;
})()`;
