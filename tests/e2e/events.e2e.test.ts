import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { positionsIn, VisitedFoldlog } from "../support/visited-foldlog.ts";

describe("the page of events", () => {
  let foldlog: VisitedFoldlog;

  beforeAll(async () => {
    foldlog = await VisitedFoldlog.started();
    const moves = [7, 5, 3].map((value) => ({ type: "INCREMENT", data: { value } }));
    await foldlog.client.append("counter-main", moves);
    await foldlog.append(20);
  });
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  it("keeps filters in the address: they can be shared, and Back undoes them", async () => {
    await foldlog.append(5, "odd-1");
    const page = await foldlog.visit("/ui/events");
    const lengthOf = async (shown: Page) => (await positionsIn(shown)).length;
    await page.getByLabel("Filter by").selectOption("Stream");
    await page.getByLabel("Value").fill("odd-1");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect.poll(() => lengthOf(page)).toBe(5);
    const shared = await foldlog.visit(page.url().replace(foldlog.url, ""));
    await expect.poll(() => lengthOf(shared)).toBe(5);
    await foldlog.append(1, "odd-1");
    await foldlog.append(1, "even-1");
    await expect.poll(() => lengthOf(shared)).toBe(6);
    await page.goBack();
    await expect.poll(() => lengthOf(page)).toBeGreaterThan(6);
    expect(await page.getByRole("list", { name: "Filters" }).count()).toBe(0);
  });

  it("opens an event by its link, tells what it changed, and walks on by keys", async () => {
    const page = await foldlog.visit("/ui/events?event=2");
    const drawer = page.getByRole("complementary");
    await drawer.getByText("Event 2").waitFor();
    expect(await drawer.getByRole("listitem").innerText()).toMatch(/value\s+7\s*→\s*12/);
    await page.keyboard.press("k");
    await drawer.getByText("Event 3").waitFor();
    await page.keyboard.press("j");
    await drawer.getByText("Event 2").waitFor();
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    expect(page.url()).toBe(`${foldlog.url}/ui/events`);
  });

  it("copies an event as JSON and as a command that prints it", async () => {
    const page = await foldlog.visit("/ui/events?event=1");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const copied = () => page.evaluate<string>("navigator.clipboard.readText()");
    await page.getByRole("button", { name: "Copy JSON" }).click();
    await page.getByText("JSON copied.").waitFor();
    expect(JSON.parse(await copied())).toEqual(await foldlog.client.get("/v1/events/1"));
    await page.getByRole("button", { name: "Copy curl" }).click();
    await page.getByText("curl copied.").waitFor();
    expect(await copied()).toBe(`curl -s '${foldlog.url}/v1/events/1'`);
  });

  it("has a key for each page, the search and the help", async () => {
    const page = await foldlog.visit("/ui");
    await page.keyboard.press("g");
    await page.keyboard.press("e");
    await page.getByRole("heading", { name: "Events" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("ticked");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toBe(`${foldlog.url}/ui/events?q=ticked`);
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByLabel("Use these keys").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    expect(page.url()).toBe(`${foldlog.url}/ui/events?q=ticked`);
  });

  it("chooses a range by number and by dragging over the histogram", async () => {
    const page = await foldlog.visit("/ui/events?by=position");
    await page.getByLabel("First position").fill("3");
    await page.getByLabel("Last position").fill("9");
    await page.getByRole("button", { name: "Show" }).click();
    await expect.poll(() => positionsIn(page)).toEqual([9, 8, 7, 6, 5, 4, 3]);
    await page.getByText("nothing joins it").waitFor();
    const histogram = page.getByRole("img", { name: /events by position, 3 to 9/ });
    await histogram.waitFor();
    const box = await histogram.boundingBox();
    if (!box) throw new Error("The histogram is not to be seen");
    await page.mouse.move(box.x + 2, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + (box.width * 3) / 7 - 4, box.y + 10, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => positionsIn(page)).toEqual([5, 4, 3]);
  });

  it("scrolls through a hundred thousand events with the same elements", async () => {
    for (let i = 0; i < 100; i += 1) await foldlog.append(1000, "long-1");
    const page = await foldlog.visit("/ui/events?stream=long-1");
    await expect.poll(async () => (await positionsIn(page)).length).toBeGreaterThan(10);
    const list = page.getByRole("rowgroup");
    const elements = () => page.evaluate<number>("document.body.getElementsByTagName('*').length");
    const before = await elements();
    const oldest = (await foldlog.head()) - 99_999;
    await expect
      .poll(
        async () => {
          await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
          return (await positionsIn(page)).at(-1);
        },
        { timeout: 50_000, interval: 20 },
      )
      .toBe(oldest);
    expect(Math.abs((await elements()) / before - 1)).toBeLessThan(0.05);
  });
});
