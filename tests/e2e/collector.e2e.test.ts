import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../client/new-id.ts";
import { launchBrowser } from "../support/browser.ts";
import {
  clickedPage,
  clickOn,
  waitingIn,
  type ClickedPage,
  type ClickedPageOptions,
} from "../support/clicked-page.ts";
import { Foldlog } from "../support/foldlog.ts";
import { FaultyProxy } from "../support/faulty-proxy.ts";
import { ScriptedEye, type SentEvent } from "../support/scripted-eye.ts";

describe("a page with a collector", () => {
  let eye: ScriptedEye;
  let proxy: FaultyProxy;
  let shop: ClickedPage;
  let foldlog: Foldlog;
  let browser: Browser;
  let context: BrowserContext;
  let application: string;
  const faults: string[] = [];

  beforeAll(async () => {
    [foldlog, browser] = await Promise.all([Foldlog.started(), launchBrowser()]);
  });
  beforeEach(async () => {
    eye = await ScriptedEye.started();
    proxy = await FaultyProxy.start(eye.url);
    application = `Clicked-${newId()}`;
    shop = await clickedPage(options());
    context = await browser.newContext();
  });
  afterEach(async () => {
    await context.close();
    for (const server of [shop, proxy, eye]) await server[Symbol.asyncDispose]();
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(() => Promise.all([browser.close(), foldlog.stop()]));

  /** The script is that of the product; what it sends goes to an Eye that fails when it is told to. */
  function options(): ClickedPageOptions {
    const script = `${foldlog.url}/collector.js`;
    return { script, eye: proxy.url, application, key: "fl_page" };
  }

  async function visit({ url } = shop): Promise<Page> {
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(url);
    return page;
  }

  /** What has arrived, in the order of its occurrence; asked for as anybody would. */
  async function arrived(): Promise<readonly SentEvent[]> {
    const response = await fetch(`${eye.url}/eye/events?name=${application}`);
    const { events }: { events: readonly SentEvent[] } = JSON.parse(await response.text());
    return events;
  }
  const numbers = async () => (await arrived()).map(({ data }) => data["n"]);
  const sessions = async () => new Set((await arrived()).map(({ session_id }) => session_id));
  const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
  /** Clears what a page that goes would send at last. */
  const withoutBeacons = (page: Page) => page.evaluate("navigator.sendBeacon = () => false");

  it("sends clicks in batches, from another origin, with its key", async () => {
    const page = await visit();
    await clickOn(page, 10);
    await expect.poll(numbers).toEqual(upTo(10));
    await expect.poll(() => waitingIn(page)).toBe(0);
    expect(eye.received.length).toBeLessThan(10);
    for (const { key } of eye.received) expect(key).toBe("fl_page");
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
    expect([upTo(3), upTo(23)]).toContainEqual(await numbers());
    await context.setOffline(false);
    const back = await visit();
    await expect.poll(() => waitingIn(back)).toBe(0);
    await expect.poll(numbers).toEqual(upTo(23));
  });

  it("sends when the network is back, without a wait", async () => {
    const page = await visit();
    await context.setOffline(true);
    // Fails so often that its next try is far away.
    await page.evaluate("collector.collect('click', { n: 1 })");
    for (let n = 0; n < 12; n += 1) await page.evaluate("collector.flush()");
    expect(await waitingIn(page)).toBe(1);
    await context.setOffline(false);
    await expect.poll(() => waitingIn(page), { timeout: 3000 }).toBe(0);
    expect(await numbers()).toEqual([1]);
  });

  it("hands its last clicks to the browser when it is left, and they count once", async () => {
    await using patient = await clickedPage({ ...options(), flushMs: 600_000 });
    const page = await visit(patient);
    await clickOn(page, 5);
    await page.goto("about:blank");
    await expect.poll(numbers).toEqual(upTo(5));
    expect(eye.received).toMatchObject([
      { contentType: "text/plain;charset=UTF-8", key: "fl_page" },
    ]);
    const back = await visit(patient);
    await expect.poll(() => waitingIn(back)).toBe(5);
    await back.evaluate("collector.flush()");
    expect(await waitingIn(back)).toBe(0);
    expect(eye.received.map(({ ids }) => ids.length)).toEqual([5, 5]);
    expect(await numbers()).toEqual(upTo(5));
  });

  it("keeps what was collected over a crash", async () => {
    const page = await visit();
    await withoutBeacons(page);
    proxy.faults.push(...Array.from({ length: 20 }, () => ({ status: 503 })));
    await clickOn(page, 5);
    await expect.poll(() => stored(page)).toBe(5);
    // The page is killed, and told nothing of it.
    void page.goto("chrome://crash").catch(() => {});
    await page.waitForEvent("crash");
    expect(await numbers()).toEqual([]);
    proxy.faults.splice(0);
    const back = await visit();
    await expect.poll(numbers).toEqual(upTo(5));
    await expect.poll(() => stored(back)).toBe(0);
  });

  it("shares what waits with other tabs: each event is sent by one of them", async () => {
    const [one, other] = [await visit(), await visit()];
    await proxy.down();
    await clickOn(one, 15);
    await clickOn(other, 15);
    await expect.poll(() => stored(one)).toBe(30);
    await proxy.up();
    await Promise.all([one, other].map((page) => page.evaluate("collector.flush()")));
    await expect.poll(async () => [await waitingIn(one), await waitingIn(other)]).toEqual([0, 0]);
    const received = await numbers();
    for (const n of upTo(15)) expect(received.filter((number) => number === n)).toHaveLength(2);
    expect(eye.received.flatMap(({ ids }) => ids)).toHaveLength(30);
    expect((await sessions()).size).toBe(2);
  });

  it("works in memory where nothing can be kept", async () => {
    await context.addInitScript(`
      for (const name of ["indexedDB", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new DOMException("No", "SecurityError"); } });
    `);
    const page = await visit();
    await clickOn(page, 4);
    await expect.poll(numbers).toEqual(upTo(4));
  });

  it("keeps its session over a reload", async () => {
    const page = await visit();
    await clickOn(page, 1);
    await page.reload();
    await clickOn(page, 1);
    await expect.poll(numbers).toEqual([1, 1]);
    expect((await sessions()).size).toBe(1);
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
