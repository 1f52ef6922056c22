import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillAlicesAccount } from "../support/alices-account.ts";
import { Foldlog as Client } from "../../client/foldlog.ts";
import { launchBrowser } from "../support/browser.ts";
import { postCounterEvents } from "../support/counter-events.ts";
import { Foldlog } from "../support/foldlog.ts";
import { ordersFromProvinces, sendOrders } from "../support/sent-orders.ts";
import { WatchedPage } from "../support/watched-page.ts";

/** Every page there is: its address, and a text that it shows when it has read what it shows. */
// The view of accounts is built when they are first listed, so its own pages come before.
const PAGES: readonly [path: string, empty: string, full: string][] = [
  ["/ui", "What is appended appears here at once", "All events"],
  ["/ui/events", "The log is empty", '{"value":'],
  ["/ui/events?event=1", "There is no event at position 1", "What it changed"],
  [
    "/ui/events?q=nowhere&by=position",
    "No event passes this filter",
    "No event passes this filter",
  ],
  ["/ui/views", "Not built.", "Live, and up to date."],
  ["/ui/views/accounts", "They are known when the view has been built", '["account","a-1"]'],
  ["/ui/views/accounts?prefix=none", "There are none until", "No row has a key that begins with"],
  ["/ui/views/nothing", "There is no view", "There is no view"],
  ["/ui/accounts", "There is no account yet", "Alice"],
  ["/ui/accounts?filter=nobody", "There is no account yet", "No account has “nobody”"],
  ["/ui/accounts/alice", "There is no account “alice”", "MoneyDeposited"],
  ["/ui/accounts/alice?revision=2", "There is no account “alice”", "The past: after revision 2"],
  ["/ui/orders", "There are no orders", "All 12 provinces"],
  [
    "/ui/orders?start_date=2001-01-01&end_date=2001-12-31",
    "There are no orders",
    "No orders in this range",
  ],
  [
    "/ui/orders?start_date=2001-02-30&tz=Mars/Base",
    "From must be a calendar day",
    "From must be a calendar day",
  ],
  ["/ui/orders?count=0&address=none", "There are no orders", "Show must be a whole number"],
  [
    "/ui/orders?behind=start_date%3D2022-01-01%26end_date%3D2031-12-31",
    "There are none: the figure is 0",
    "order.created",
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
    beforeAll(async () => {
      await postCounterEvents(foldlog.url, { count: 200, seed: 1 });
      await fillAlicesAccount(foldlog.url);
      await fillViews(foldlog.url);
      await sendOrders(foldlog.url, ordersFromProvinces(12));
    });

    it.each(cases)("is whole and open to all at $path, $name", ({ path, full, look }) =>
      assertOpenToAll(path, full, look),
    );

    it("asks before it destroys a view, open to all", async () => {
      await using watched = await WatchedPage.opened(browser);
      const { page } = watched;
      await page.goto(`${foldlog.url}/ui/views/accounts`);
      await page.getByRole("button", { name: "Destroy…" }).click();
      await page.getByRole("dialog", { name: "Destroy the view accounts?" }).waitFor();
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      watched.assertNoFaults();
    });

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

async function fillViews(url: string): Promise<void> {
  const client = new Client(url);
  const json = { name: "Savings", currency: "EUR" };
  await client.send("POST", "/v1/commands/account/a-1/open", { json });
  for (const view of ["accounts", "orders"]) await client.get(`/v1/views/${view}/rows`);
}
