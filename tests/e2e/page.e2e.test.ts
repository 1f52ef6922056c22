import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { Foldlog as Client } from "../../client/foldlog.ts";
import { fillAlicesAccount } from "../support/alices-account.ts";
import { assertOpenToAll } from "../support/open-to-all.ts";
import { launchBrowser } from "../support/browser.ts";
import { postCounterEvents } from "../support/counter-events.ts";
import { Foldlog } from "../support/foldlog.ts";
import { fillFruits } from "../support/fruit-topic.ts";
import { ordersFromProvinces, sendOrders } from "../support/sent-orders.ts";
import { writeDraft } from "../support/visited-topics.ts";
import { fillSessions } from "../support/shop-sessions.ts";
import { WatchedPage } from "../support/watched-page.ts";

/** Every page there is: its address, and a text that it shows when it has read what it shows. */
// The view of accounts is built when they are first listed, so its own pages come before.
const PAGES: readonly [path: string, empty: string, full: string][] = [
  ["/ui", "What is appended appears here at once", "All events"],
  ["/ui/events", "The log is empty", '{"fruit":"banana"}'],
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
  ["/ui/gateway", "No client has registered an event yet", "SpongeBob"],
  ["/ui/gateway/quarantine", "Nothing is in quarantine", "enum at /fruit"],
  ["/ui/gateway/SpongeBob", "SpongeBob has registered no event", "version 2, BACKWARD"],
  ["/ui/gateway/SpongeBob/Fruits", "This can be registered as version 1", "Registered"],
  ["/ui/gateway/SpongeBob/Fruits?version=2&with=1", "Nobody has registered", "lines the same"],
  ["/ui/gateway/SpongeBob/Fruits?tab=draft", "Nobody has registered", "All 2 fit"],
  ["/ui/gateway/SpongeBob/Fruits?tab=send", "Nobody has registered", "fruit"],
  ["/ui/gateway/SpongeBob/Fruits?tab=send&as=json", "Nobody has registered", "Event as JSON"],
  ["/ui/gateway/SpongeBob/Fruits?tab=listen&from=start", "Nobody has registered", "banana"],
  ["/ui/gateway/SpongeBob/Fruits?tab=listen", "Nobody has registered", "Nothing came since"],
  ["/ui/gateway/SpongeBob/Fruits?tab=quarantine", "Nobody has registered", "enum at /fruit"],
  ["/ui/gateway/a/b/c", "There is no page at", "There is no page at"],
  ["/ui/sessions", "No session yet", "s-ada"],
  ["/ui/sessions?application=shop&kind=unexpected-value", "No session passes", "of shop"],
  ["/ui/sessions?category=dance", "No session passes", "has an event of the category"],
  ["/ui/sessions?from=x", "must be a time that exists", "must be a time that exists"],
  ["/ui/sessions/s-ada", "No event of this session has been", "Correct it and send it again"],
  ["/ui/sessions/s-ada?category=click", "No event of this session has been", "Only “click”"],
  ["/ui/settings", "To try keys on your machine", "To try keys on your machine"],
  ["/ui/nothing", "Nothing is here", "Nothing is here"],
];

describe("the page", () => {
  let foldlog: Foldlog;
  let browser: Browser;

  beforeAll(async () => {
    [foldlog, browser] = await Promise.all([Foldlog.started(), launchBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), foldlog.stop()]));

  async function assertWhole(path: string, text: string): Promise<void> {
    await using watched = await WatchedPage.opened(browser);
    const { page } = watched;
    await page.goto(foldlog.url + path);
    await page.getByText(text).first().waitFor();
    await page.waitForLoadState("load");
    await assertOpenToAll(page);
    watched.assertNoFaults(/status of 404/);
  }

  describe("of an empty log", () => {
    it.each(PAGES)("is whole and open to all at %s", (path, empty) => assertWhole(path, empty));
  });

  describe("of a log with events", () => {
    /** In quarantine, by its position. */
    let unfit: number;

    beforeAll(async () => {
      await postCounterEvents(foldlog.url, { count: 200, seed: 1 });
      await fillAlicesAccount(foldlog.url);
      await fillSessions(new Client(foldlog.url));
      await fillViews(foldlog.url);
      await sendOrders(foldlog.url, ordersFromProvinces(12));
      unfit = await fillFruits(foldlog.url);
    });

    it.each(PAGES)("is whole and open to all at %s", (path, _, full) => assertWhole(path, full));

    it("shows an event in quarantine, open to all", () =>
      assertWhole(`/ui/gateway/quarantine?entry=${unfit}`, 'must be one of "apple"'));

    it("says what would become of a schema that breaks others, open to all", async () => {
      await using watched = await WatchedPage.opened(browser);
      const { page } = watched;
      await page.goto(`${foldlog.url}/ui/gateway/SpongeBob/Fruits?tab=draft`);
      await writeDraft(page, { enum: [1], other: 1 }, "not BACKWARD compatible");
      await assertOpenToAll(page);
      await writeDraft(page, { type: 1 }, "no schema that is admitted");
      await assertOpenToAll(page);
      watched.assertNoFaults();
    });

    it.each([
      ["/ui/views/accounts", "Destroy…", "Destroy the view accounts?"],
      ["/ui", "Keys", "Keys"],
    ])("asks at %s by the button %s, open to all", async (path, button, dialog) => {
      await using watched = await WatchedPage.opened(browser);
      const { page } = watched;
      await page.goto(foldlog.url + path);
      await page.getByRole("button", { name: button }).click();
      await page.getByRole("dialog", { name: dialog }).waitFor();
      await assertOpenToAll(page);
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
