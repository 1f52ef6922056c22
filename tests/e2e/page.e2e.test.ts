import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { postCounterEvents } from "../support/counter-events.ts";
import { Foldlog } from "../support/foldlog.ts";
import { WatchedPage } from "../support/watched-page.ts";

/** Every page there is: its address, and a text that it shows when it has read what it shows. */
const PAGES: readonly [path: string, empty: string, full: string][] = [
  ["/ui", "What is appended appears here at once", "All events"],
  ["/ui/events", "The log is empty", '{"value":'],
  ["/ui/events?event=1", "There is no event at position 1", "What it changed"],
  [
    "/ui/events?q=nowhere&by=position",
    "No event passes this filter",
    "No event passes this filter",
  ],
  ["/ui/nothing", "Nothing is here", "Nothing is here"],
];

const APPEARANCES: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  "light phone": { colorScheme: "light", viewport: { width: 390, height: 844 } },
  "dark phone": { colorScheme: "dark", viewport: { width: 390, height: 844 } },
};

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

describe("the page", () => {
  let foldlog: Foldlog;
  let browser: Browser;

  beforeAll(async () => {
    [foldlog, browser] = await Promise.all([Foldlog.started(), launchBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), foldlog.stop()]));

  async function assertOpenToAll(path: string, text: string, look: BrowserContextOptions) {
    await using watched = await WatchedPage.opened(browser, look);
    const { page } = watched;
    await page.goto(foldlog.url + path);
    await page.getByText(text).first().waitFor();
    await page.waitForLoadState("load");
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect(overflow).toBeLessThanOrEqual(0);
    watched.assertNoFaults(/status of 404/);
  }

  const cases = PAGES.flatMap(([path, empty, full]) =>
    Object.entries(APPEARANCES).map(([name, look]) => ({ path, name, look, empty, full })),
  );

  describe("of an empty log", () => {
    it.each(cases)("is whole and open to all at $path, $name", ({ path, empty, look }) =>
      assertOpenToAll(path, empty, look),
    );
  });

  describe("of a log with events", () => {
    beforeAll(() => postCounterEvents(foldlog.url, { count: 200, seed: 1 }));

    it.each(cases)("is whole and open to all at $path, $name", ({ path, full, look }) =>
      assertOpenToAll(path, full, look),
    );

    it("shows the keys, open to all", async () => {
      await using watched = await WatchedPage.opened(browser);
      const { page } = watched;
      await page.goto(`${foldlog.url}/ui`);
      await page.getByRole("button", { name: "Keys" }).click();
      await page.getByRole("dialog", { name: "Keys" }).waitFor();
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      watched.assertNoFaults();
    });
  });
});
