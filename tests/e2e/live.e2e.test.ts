import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Foldlog as Client } from "../../client/foldlog.ts";
import { launchBrowser } from "../support/browser.ts";
import { Foldlog } from "../support/foldlog.ts";
import { WatchedPage } from "../support/watched-page.ts";

/** Chromium writes every answer that is no success to the console. */
const ANSWERS = /ERR_|status of (404|409|422|5\d\d)/;

describe("the page while things happen", () => {
  let foldlog: Foldlog;
  let browser: Browser;
  let client: Client;
  const open: WatchedPage[] = [];

  beforeAll(async () => {
    [foldlog, browser] = await Promise.all([Foldlog.started(), launchBrowser()]);
    client = new Client(foldlog.url);
  });
  afterEach(async () => {
    for (const watched of open.splice(0)) {
      watched.assertNoFaults(ANSWERS);
      await watched[Symbol.asyncDispose]();
    }
  });
  afterAll(() => Promise.all([browser.close(), foldlog.stop()]));

  async function visit(path: string): Promise<Page> {
    const watched = await WatchedPage.opened(browser);
    open.push(watched);
    await watched.page.goto(foldlog.url + path);
    await live(watched.page);
    return watched.page;
  }

  const live = (page: Page) =>
    page.getByRole("status").getByText("Live", { exact: true }).waitFor();
  const rows = (page: Page) => page.getByRole("table").getByRole("row");
  const append = (count: number, stream = "tail-1") =>
    client.append(
      stream,
      Array.from({ length: count }, (_, n) => ({ type: "Ticked", data: { n } })),
    );
  const positions = async (page: Page) =>
    (await page.getByRole("table").getByRole("link").allInnerTexts()).map(Number);
  const head = async () => (await client.get<{ position: number }>("/v1/head")).position;

  it("shows in one page what was added in another", async () => {
    const [one, other] = [await visit("/ui"), await visit("/ui/events")];
    await one.getByLabel("Number").fill("7");
    await one.getByRole("button", { name: "Add" }).click();
    await one.getByText("Added at position 1").waitFor();
    await expect.poll(() => one.getByTestId("value").innerText()).toBe("7");
    await other.getByText('{"value":7}').waitFor();
  });

  it("adds once however often the button is clicked", async () => {
    const page = await visit("/ui");
    const before = await head();
    await page.getByLabel("Number").fill("5");
    await page.getByRole("button", { name: "Add" }).dblclick();
    await page.getByText(`Added at position ${before + 1}`).waitFor();
    expect(await head()).toBe(before + 1);
  });

  it("runs the producer, and stops it", async () => {
    const page = await visit("/ui");
    await page.getByLabel("A random event every").selectOption("100");
    await page.getByRole("button", { name: "Start" }).click();
    await expect
      .poll(async () => Number(await page.getByTestId("sent").innerText()))
      .toBeGreaterThan(3);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Start" }).waitFor();
    const value = await client.get<{ value: number }>("/value");
    await expect.poll(() => page.getByTestId("value").innerText()).toBe(String(value.value));
  });

  it("pauses, counts what is new, and resumes; scrolling away pauses too", async () => {
    await append(300);
    const page = await visit("/ui/events");
    await expect.poll(() => rows(page).count()).toBeGreaterThan(10);
    await page.getByRole("button", { name: "Live" }).click();
    const shown = await positions(page);
    await append(40);
    await page.getByRole("button", { name: "Paused: 40 new" }).waitFor();
    expect(await positions(page)).toEqual(shown);
    await page.getByRole("button", { name: "Paused" }).click();
    await expect.poll(async () => (await positions(page))[0]).toBe(await head());
    await page.getByRole("rowgroup").evaluate((list) => list.scrollTo(0, 900));
    await page.getByRole("button", { name: "Paused: 0 new" }).waitFor();
    await append(1);
    await page.getByRole("button", { name: "Paused: 1 new" }).waitFor();
    await page.getByRole("rowgroup").evaluate((list) => list.scrollTo(0, 0));
    await page.getByRole("button", { name: "Live" }).waitFor();
    await expect.poll(async () => (await positions(page))[0]).toBe(await head());
  });

  it("keeps filters in the address: they can be shared, and Back undoes them", async () => {
    await append(5, "odd-1");
    const page = await visit("/ui/events");
    await page.getByLabel("Filter by").selectOption("Stream");
    await page.getByLabel("Value").fill("odd-1");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect.poll(() => positions(page).then((all) => all.length)).toBe(5);
    const shared = await visit(page.url().replace(foldlog.url, ""));
    await expect.poll(() => positions(shared).then((all) => all.length)).toBe(5);
    await append(1, "odd-1");
    await append(1, "even-1");
    await expect.poll(() => positions(shared).then((all) => all.length)).toBe(6);
    await page.goBack();
    await expect.poll(() => positions(page).then((all) => all.length)).toBeGreaterThan(6);
    expect(await page.getByRole("list", { name: "Filters" }).count()).toBe(0);
  });

  it("opens an event by its link, tells what it changed, and walks on by keys", async () => {
    const page = await visit("/ui/events?event=2");
    const drawer = page.getByRole("complementary");
    await drawer.getByText("Event 2").waitFor();
    await drawer.getByText("What it changed").waitFor();
    expect(await drawer.getByRole("listitem").innerText()).toMatch(/value\s+7\s*→\s*12/);
    await page.keyboard.press("k");
    await drawer.getByText("Event 3").waitFor();
    await page.keyboard.press("j");
    await drawer.getByText("Event 2").waitFor();
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    expect(page.url()).toBe(`${foldlog.url}/ui/events`);
  });

  it("has a key for each page, the search and the help", async () => {
    const page = await visit("/ui");
    await page.keyboard.press("g");
    await page.keyboard.press("e");
    await page.getByRole("heading", { name: "Events" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("ticked");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toBe(`${foldlog.url}/ui/events?q=ticked`);
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByLabel("Keys do something").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    expect(page.url()).toBe(`${foldlog.url}/ui/events?q=ticked`);
  });

  it("chooses a range by number and by dragging over the histogram", async () => {
    const page = await visit("/ui/events");
    await page.getByLabel("First position").fill("3");
    await page.getByLabel("Last position").fill("9");
    await page.getByRole("button", { name: "Show" }).click();
    await expect.poll(() => positions(page)).toEqual([9, 8, 7, 6, 5, 4, 3]);
    await page.getByText("nothing joins it").waitFor();
    await page.getByRole("img", { name: /events by position, 3 to 9/ }).waitFor();
    const box = await page.locator("svg[role=img]").boundingBox();
    if (!box) throw new Error("The histogram is not to be seen");
    await page.mouse.move(box.x + 2, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + (box.width * 3) / 7 - 4, box.y + 10, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => positions(page)).toEqual([5, 4, 3]);
  });

  it("goes on without a gap when the network was away, within two seconds of its return", async () => {
    const page = await visit("/ui/events?stream=gap-1");
    await append(3, "gap-1");
    await expect.poll(() => positions(page).then((all) => all.length)).toBe(3);
    await page.context().setOffline(true);
    await append(50, "gap-1");
    await page.context().setOffline(false);
    const start = Date.now();
    await append(1, "gap-1");
    await expect.poll(() => positions(page).then((all) => all[0])).toBe(await head());
    await live(page);
    expect(Date.now() - start).toBeLessThan(2000);
    await page.getByRole("rowgroup").evaluate((list) => list.scrollTo(0, 1e6));
    await expect.poll(() => positions(page).then((all) => all.at(-1))).toBe((await head()) - 53);
  });

  it("says that the server is away, keeps what was typed, and goes on when it is back", async () => {
    const page = await visit("/ui");
    const before = await head();
    await foldlog.stop();
    await page.getByText(/Offline, again in/).waitFor();
    await page.getByLabel("Number").fill("41");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("The server does not answer").waitFor();
    expect(await page.getByLabel("Number").inputValue()).toBe("41");
    await foldlog.start();
    await live(page);
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText(`Added at position ${before + 1}`).waitFor();
    await expect.poll(() => page.getByText('{"value":41}').count()).toBe(1);
  });

  it("shows a refusal, a conflict and a wrong number as people need them", async () => {
    const page = await visit("/ui");
    const { value } = await client.get<{ value: number }>("/value");
    await client.append("counter-main", {
      type: "INCREMENT",
      data: { value: Number.MAX_SAFE_INTEGER - value },
    });
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText(/The system refuses.*must stay between/).waitFor();
    await page.getByLabel("Number").fill("1.5");
    await page.getByLabel("Number").blur();
    await page.getByText("Number must be an integer from 1 to").waitFor();
    // An id that somebody else took can only come by chance, so chance is what is set here.
    const id = "00000000-0000-4000-8000-000000000001";
    await client.append("other-1", { type: "Taken", data: null, id });
    await page.evaluate(`crypto.randomUUID = () => "${id}"`);
    await page.getByLabel("Type").selectOption("DECREMENT");
    await page.getByLabel("Number").fill("2");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("The event id is taken").waitFor();
    expect(await page.getByRole("link", { name: "What this means" }).getAttribute("href")).toBe(
      "/problems/event-id-conflict",
    );
    expect(await page.getByLabel("Number").inputValue()).toBe("2");
  });

  it("scrolls through a hundred thousand events with the same elements", async () => {
    for (let i = 0; i < 100; i += 1) await append(1000, "long-1");
    const page = await visit("/ui/events?stream=long-1");
    await expect.poll(() => rows(page).count()).toBeGreaterThan(10);
    const list = page.getByRole("rowgroup");
    const elements = () => page.evaluate<number>("document.getElementsByTagName('*').length");
    const before = await elements();
    const oldest = (await head()) - 99_999;
    await expect
      .poll(
        async () => {
          await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
          return (await positions(page)).at(-1);
        },
        { timeout: 50_000, interval: 20 },
      )
      .toBe(oldest);
    expect(Math.abs((await elements()) / before - 1)).toBeLessThan(0.05);
  });
});
