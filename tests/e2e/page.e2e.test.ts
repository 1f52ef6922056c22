import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { Foldlog } from "../support/foldlog.ts";
import { WatchedPage } from "../support/watched-page.ts";

/** Every page there is, by its address. */
const PAGES = ["/ui"];

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

  describe.each(PAGES)("at %s", (path) => {
    it.each(Object.entries(APPEARANCES))("is whole and open to all, %s", async (_name, look) => {
      await using watched = await WatchedPage.opened(browser, look);
      const { page } = watched;
      await page.goto(foldlog.url + path);
      await page.getByRole("heading", { name: "Foldlog", level: 1 }).waitFor();
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      watched.assertNoFaults();
    });
  });
});
