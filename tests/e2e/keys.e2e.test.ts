import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Foldlog as Client } from "../../client/foldlog.ts";
import type { IssuedKey, KeysAnswer } from "../../worker/routes/keys.ts";
import { assertOpenToAll } from "../support/open-to-all.ts";
import { fillSessions } from "../support/shop-sessions.ts";
import { isLive, VisitedFoldlog } from "../support/visited-foldlog.ts";

const ADMIN_KEY = "an-admin-key-for-visitors-alone";

describe("the page of a Foldlog that needs a key", () => {
  let foldlog: VisitedFoldlog;

  beforeAll(async () => {
    foldlog = await VisitedFoldlog.startedWithKeys(ADMIN_KEY);
    await foldlog.client.append("tail-1", { type: "Ticked", data: { n: 1 } });
  });
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  const dialog = (page: Page) => page.getByRole("dialog", { name: "This Foldlog needs a key" });

  async function enter(page: Page, key: string): Promise<void> {
    await dialog(page).getByLabel("Key").fill(key);
    await dialog(page).getByRole("button", { name: "Use this key" }).click();
  }

  /** Somebody who has a key. */
  async function visitWith(key: string, path: string): Promise<Page> {
    const page = await foldlog.open(path);
    await enter(page, key);
    await dialog(page).waitFor({ state: "hidden" });
    return page;
  }

  async function issue(name: string, scope: object): Promise<{ id: string; key: string }> {
    const json = { name, scope };
    const issued = await foldlog.client.send<IssuedKey>("POST", "/v1/keys", { json });
    if (!("key" in issued)) throw new Error(`${name} is no key that is sent`);
    return issued;
  }

  const keys = async () => (await foldlog.client.get<KeysAnswer>("/v1/keys")).keys;

  it("asks for it once, says what is wrong with another one, and goes on with it", async () => {
    const page = await foldlog.open("/ui");
    await dialog(page).waitFor();
    expect(await page.getByRole("dialog").count()).toBe(1);
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await enter(page, "two words");
    await dialog(page).getByText("A key has no spaces in it.").waitFor();
    await enter(page, "fl_of-nobody");
    await dialog(page).getByText("This is no key; a letter may be wrong or missing.").waitFor();
    await enter(page, ADMIN_KEY);
    await isLive(page);
    await page.getByRole("link", { name: "1", exact: true }).waitFor();
    expect(await dialog(page).count()).toBe(0);
  });

  it("is open to all while it asks, and with its keys", async () => {
    const page = await foldlog.open("/ui/settings");
    await enter(page, "two words");
    await dialog(page).getByText("A key has no spaces in it.").waitFor();
    await assertOpenToAll(page);
    await enter(page, ADMIN_KEY);
    await page.getByRole("button", { name: "Forget this key" }).waitFor();
    await assertOpenToAll(page);
    await page.getByLabel("Name").fill("for a phone");
    await page.getByRole("button", { name: "Make the key" }).click();
    await page.getByText("it is shown this once").waitFor();
    await assertOpenToAll(page);
    await page.getByRole("button", { name: "Rotate for a phone" }).click();
    await page.getByRole("dialog").waitFor();
    await assertOpenToAll(page);
    await page.getByLabel("Both hold for").selectOption("Not at all");
    await page.getByRole("dialog").getByRole("button", { name: "Rotate", exact: true }).click();
    await page.getByRole("link", { name: /Show 1 that ended/ }).click();
    await page.getByText(/Made .*, ended /).waitFor();
    await assertOpenToAll(page);
  });

  it("keeps it for the tab, until it is forgotten", async () => {
    const page = await visitWith(ADMIN_KEY, "/ui/events");
    await page.reload();
    await isLive(page);
    await page.getByRole("link", { name: "ADMIN_KEY" }).waitFor();
    const other = await page.context().newPage();
    await other.goto(`${foldlog.url}/ui/events`);
    await dialog(other).waitFor();
    await page.getByRole("button", { name: "Forget" }).click();
    await dialog(page).waitFor();
    expect(await page.getByRole("cell").count()).toBe(0);
  });

  it("makes a key, however often that is clicked, and shows it once", async () => {
    const page = await visitWith(ADMIN_KEY, "/ui/settings");
    const before = (await keys()).length;
    await page.getByLabel("Name").fill("a till in Oslo");
    await page.getByRole("checkbox", { name: /^write/ }).check();
    await page.getByLabel("Only in the categories").fill("till, note");
    await page.getByLabel("Ends").selectOption("In 30 days");
    await page.getByRole("button", { name: "Make the key" }).dblclick();
    const issued = page.getByRole("region", { name: "The key “a till in Oslo”" });
    const key = await issued.getByLabel("the key a till in Oslo").first().innerText();
    const till = new Client(foldlog.url, { key });
    expect(await till.append("till-1", { type: "Sold", data: 1 })).toMatchObject({ revision: 1 });
    expect((await keys()).slice(before)).toMatchObject([
      { name: "a till in Oslo", scope: { actions: ["read", "write"] }, revokedAt: null },
    ]);
    const item = page.getByRole("listitem", { name: "a till in Oslo" });
    await item.getByText("bearer, read and write; categories till, note").waitFor();
    await issued.getByRole("button", { name: "I have it" }).click();
    await issued.waitFor({ state: "hidden" });
    expect(await page.content()).not.toContain(key);
  });

  it("says on leaving a field what is wrong with it, and puts what the server says there", async () => {
    const page = await visitWith(ADMIN_KEY, "/ui/settings");
    await page.getByLabel("Only in the categories").fill("Orders");
    await page.getByLabel("Only in the categories").blur();
    await page.getByText("must be categories, such as order").waitFor();
    await page.getByLabel("Kind").selectOption("Browser");
    await page.getByRole("button", { name: "Make the key" }).click();
    await page.getByText("Name must be 1 to 100 characters").waitFor();
    await page.getByText("must be there for a browser key").waitFor();
    await page.getByLabel("Name").fill("a shop");
    await page.getByLabel("Pages that may use it").fill("https://shop.example");
    const many = Array.from({ length: 101 }, (_, i) => `c${i}`).join(" ");
    await page.getByLabel("Only in the categories").fill(many);
    await page.getByRole("button", { name: "Make the key" }).click();
    await page.getByText("Only in the categories must be 1 to 100.").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("a shop");
    await page.getByLabel("Only in the categories").fill("");
    await page.getByRole("button", { name: "Make the key" }).click();
    await page.getByRole("region", { name: "The key “a shop”" }).waitFor();
    expect((await keys()).at(-1)).toMatchObject({ kind: "browser", perMinute: 600 });
  });

  it("puts another key in the place of its own, and goes on with it", async () => {
    const { id, key } = await issue("for this tab", { actions: ["admin"] });
    const page = await visitWith(key, "/ui/settings");
    await page.getByRole("button", { name: "Rotate for this tab" }).click();
    await page.getByLabel("Both hold for").selectOption("Not at all");
    await page.getByRole("dialog").getByRole("button", { name: "Rotate", exact: true }).click();
    await page.getByRole("button", { name: "Go on with it in this tab" }).click();
    await page.getByRole("link", { name: /Show \d+ that ended/ }).click();
    expect(page.url()).toContain("ended=shown");
    await expect.poll(() => page.getByRole("listitem", { name: "for this tab" }).count()).toBe(2);
    const replaced = page.getByRole("listitem", { name: "for this tab" }).last();
    await replaced.getByText(`replaced by ${(await keys()).at(-1)?.id}`).waitFor();
    expect(await dialog(page).count()).toBe(0);
    expect((await keys()).at(-1)).toMatchObject({ replaces: id });
  });

  it("asks again when the key is revoked, and loses nothing that was typed", async () => {
    const { key } = await issue("to be revoked", { actions: ["read", "write"] });
    const page = await visitWith(key, "/ui");
    await page.getByLabel("Number").fill("41");
    const admin = await visitWith(ADMIN_KEY, "/ui/settings");
    await admin.getByRole("button", { name: "Revoke to be revoked" }).click();
    await admin.getByText("refused within a second").waitFor();
    await admin.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
    await admin.getByText("Revoked. It is refused everywhere within a second.").waitFor();
    await dialog(page).getByText("is not taken any longer").waitFor();
    await enter(page, ADMIN_KEY);
    await isLive(page);
    expect(await page.getByLabel("Number").inputValue()).toBe("41");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText(/Added at position \d+/).waitFor();
  });

  it("leaves out what a key that only reads may not do, and says why", async () => {
    const { key } = await issue("reader", { actions: ["read"] });
    const page = await visitWith(key, "/ui");
    await isLive(page);
    await page
      .getByText("This key may not add an event: it lacks write on counter-main.")
      .waitFor();
    expect(await page.getByRole("button", { name: "Add" }).count()).toBe(0);
    await page.goto(`${foldlog.url}/ui/accounts`);
    await page.getByText("This key may not open an account: it lacks write on").waitFor();
    await page.getByRole("link", { name: "What it may do" }).first().click();
    expect(await page.getByTestId("may").innerText()).toBe("read");
    expect(await page.getByRole("button", { name: "Make the key" }).count()).toBe(0);
  });

  it("tells what a key lacks where the server says no", async () => {
    const { key } = await issue("clerk", { actions: ["read"], categories: ["account"] });
    const page = await visitWith(key, "/ui/events");
    await page.getByText("This key may read, but not the whole log.").first().waitFor();
    await page.getByText("Not live").waitFor();
    await page.getByRole("link", { name: "What your key may do" }).first().click();
    await page.getByText("category account").waitFor();
    await page.goto(`${foldlog.url}/ui`);
    await page.getByText('This key may read, but not "counter-main".').first().waitFor();
    expect(await page.getByText("The log is empty").count()).toBe(0);
  });

  it("shows to the key of an application what is of it, and lets it send again what was refused", async () => {
    await fillSessions(foldlog.client);
    const { key } = await issue("the shop", { actions: ["read", "write"], application: "shop" });
    const page = await visitWith(key, "/ui/sessions");
    await page.getByRole("link", { name: "s-ada" }).click();
    await page.getByRole("link", { name: "Correct it and send it again" }).click();
    await page.getByRole("button", { name: "Send again" }).waitFor();
    await page.getByRole("link", { name: "Sessions" }).click();
    await page.getByRole("region", { name: "Refused events" }).getByText("of shop").waitFor();
    expect(await page.getByText("s-bob").count()).toBe(0);
    expect(await page.getByText("blog").count()).toBe(0);
  });
});
