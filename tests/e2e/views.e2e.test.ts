import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { moveStream } from "../support/move-stream.ts";
import { VisitedFoldlog } from "../support/visited-foldlog.ts";

const PAGE = "/ui/views/accounts";
const DEPOSITS = 150_000;
/** An account that was paid into before it was opened. */
const GHOST = DEPOSITS + 2;

describe("the page of views", () => {
  let foldlog: VisitedFoldlog;

  beforeAll(async () => {
    foldlog = await VisitedFoldlog.started();
    const deposit = { type: "MoneyDeposited", data: { amount: "0.01", currency: "EUR" } };
    const opened = { type: "AccountOpened", data: { name: "Savings", currency: "EUR" } };
    await foldlog.client.append("raw-savings", opened);
    const deposits = Array.from({ length: 1000 }, () => deposit);
    for (let n = 0; n < DEPOSITS; n += deposits.length)
      await foldlog.client.append("raw-savings", deposits);
    await foldlog.client.append("raw-ghost", deposit);
    await foldlog.server.stop();
    for (const id of ["savings", "ghost"])
      moveStream(foldlog.server.data, { from: `raw-${id}`, to: `account-${id}` });
    await foldlog.server.start();
  }, 120_000);
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  const open = (id: string) =>
    foldlog.client.send("POST", `/v1/commands/account/${id}/open`, {
      json: { name: `Account ${id}`, currency: "EUR" },
    });
  const status = () => foldlog.client.get<{ state: string }>("/v1/views/accounts");
  const figure = (page: Page, name: string) =>
    page
      .getByRole("definition")
      .and(page.locator(`dt:text-is("${name}") + dd`))
      .innerText();
  const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

  it("lists a view that is not built, and builds it when it is told to", async () => {
    const page = await foldlog.visit("/ui/views");
    const item = page.getByRole("listitem", { name: "accounts" });
    await item.getByText("Not built. The next question builds it.").waitFor();
    await item.getByRole("link", { name: "accounts" }).click();
    await page.getByText("There are none until the view is built").waitFor();
    await page.getByRole("button", { name: "Build", exact: true }).click();
    await page.getByText("Being built. Questions wait until it is complete.").waitFor();
    await page.getByText("Live, and up to date.").waitFor();
    expect(await figure(page, "Position")).toBe(`${GHOST.toLocaleString("en")} of 150,002`);
    expect(await figure(page, "Lag")).toBe("none");
    await page.getByText('["account","savings"]').waitFor();
    await page.goBack();
    await item.getByText("Live, and up to date.").waitFor();
  });

  it("shows both generations while one is built, and where the build stopped", async () => {
    const page = await foldlog.visit(PAGE);
    let rebuilds = 0;
    page.on("request", (request) => (rebuilds += request.url().endsWith("/rebuild") ? 1 : 0));
    await page.getByRole("button", { name: "Rebuild" }).dblclick();
    const build = region(page, "The live generation, and the next one");
    await build.getByText("Generation 1 goes on answering").waitFor();
    await build.getByRole("row", { name: /^Time left — about/ }).waitFor();
    await build.getByRole("row", { name: /^Position 150,002 [1-9]\d{0,2},000$/ }).waitFor();
    await build.getByRole("alert").getByText("Stopped at event 150,002.").waitFor();
    expect(rebuilds).toBe(1);
    expect(await figure(page, "Generation")).toBe("1");
    await build.getByRole("link", { name: "Look at event 150,002" }).click();
    await page.getByRole("complementary").getByText("account-ghost").waitFor();
  });

  it("retries dead letters, which are taken when they can be", async () => {
    const page = await foldlog.visit(PAGE);
    const letters = region(page, "Dead letters");
    await letters.getByText("account-ghost was not opened before its revision 1").waitFor();
    await letters.getByRole("button", { name: `Retry event ${GHOST}` }).click();
    await letters.getByText("The projection took 0 events; 1 left.").waitFor();
    await letters.getByText("2 tries").waitFor();
    await open("ghost");
    await letters.getByRole("button", { name: "Retry all" }).click();
    await letters.getByText("The projection took 1 event; 0 left.").waitFor();
    await letters.getByText("None: the projection took every event").waitFor();
    const focused = "document.activeElement?.textContent";
    await expect.poll(() => page.evaluate(focused)).toBe("Dead letters");
  });

  it("verifies, and shows what differs", async () => {
    const page = await foldlog.visit(PAGE);
    const verify = region(page, "Verify");
    await verify.getByRole("button", { name: "Verify" }).click();
    await verify.getByText("Not identical. 1 row is not what the log says").waitFor();
    const difference = await verify.getByRole("listitem").innerText();
    expect(difference).toMatch(/\["account","ghost"\]\s+Expected\s.*"balance":0,.*\s+Found\s/);
    expect(difference).toContain('"balance":1,');
  });

  it("destroys a view when its name was typed, and does not build it by looking at it", async () => {
    const page = await foldlog.visit(PAGE);
    await page.getByRole("button", { name: "Destroy…" }).click();
    const dialog = page.getByRole("dialog", { name: "Destroy the view accounts?" });
    await dialog.getByText("No event is lost").waitFor();
    await dialog.getByRole("textbox").fill("account");
    await dialog.getByRole("button", { name: "Destroy" }).click();
    await dialog.getByText("Type accounts to destroy it.").waitFor();
    expect((await status()).state).toBe("rebuilding");
    await dialog.getByRole("textbox").fill("accounts");
    await dialog.getByRole("textbox").press("Enter");
    await page.getByText("Destroyed. The events are all there").waitFor();
    await page.getByText("Not built. The next question builds it.").waitFor();
    await open("other");
    await expect.poll(() => figure(page, "Position")).toBe("— of 150,004");
    expect((await status()).state).toBe("absent");
    await page.getByRole("button", { name: "Build", exact: true }).click();
    await page.getByText("Live, and up to date.").waitFor();
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("Identical. All 3 rows are what the log says").waitFor();
  });

  it("keeps the beginning of the keys and the page of rows in the address", async () => {
    for (let n = 100; n < 160; n += 1) await open(`a-${n}`);
    const page = await foldlog.visit(PAGE);
    const rows = region(page, "Rows");
    const keys = () => rows.getByRole("term").allInnerTexts();
    await expect.poll(async () => (await keys()).length).toBe(50);
    await rows.getByRole("link", { name: "Next page" }).click();
    await expect.poll(async () => (await keys())[0]).toBe('["account","a-150"]');
    await rows.getByLabel("Key begins with").fill('["account"');
    await rows.getByLabel("Key begins with").blur();
    await rows.getByText("The key must be a JSON array of strings and integers").waitFor();
    await rows.getByLabel("Key begins with").fill('["account","a-133"]');
    await rows.getByRole("button", { name: "Show" }).click();
    await expect.poll(keys).toEqual(['["account","a-133"]']);
    const shared = await foldlog.visit(page.url().replace(foldlog.url, ""));
    await shared.getByText('["account","a-133"]').waitFor();
    await page.goBack();
    await expect.poll(async () => (await keys())[0]).toBe('["account","a-150"]');
    await page.goBack();
    await expect.poll(async () => (await keys())[0]).toBe('["account","a-100"]');
  });

  it("follows the log, and leaves the focus and what was typed where they are", async () => {
    const page = await foldlog.visit(PAGE);
    const field = page.getByLabel("Key begins with");
    await page.getByText("Live, and up to date.").waitFor();
    await field.fill("not sent");
    const main = page.getByRole("main");
    const scrolled = () => main.evaluate((element) => element.scrollTop);
    await main.evaluate((element) => element.scrollTo(0, 200));
    const before = await scrolled();
    expect(before).toBeGreaterThan(0);
    for (const id of ["x-1", "x-2", "x-3"]) {
      await open(id);
      const head = (await foldlog.head()).toLocaleString("en");
      await expect.poll(() => figure(page, "Position")).toBe(`${head} of ${head}`);
    }
    expect(await field.inputValue()).toBe("not sent");
    expect(await field.evaluate((input) => input.matches(":focus"))).toBe(true);
    expect(await scrolled()).toBe(before);
  });

  it("says that the server is away, keeps what it shows, and goes on when it is back", async () => {
    const page = await foldlog.visit(PAGE);
    await page.getByText("Live, and up to date.").waitFor();
    const away = page.getByText("The server does not answer");
    await foldlog.server.stop();
    await away.first().waitFor();
    await page.getByText("Live, and up to date.").waitFor();
    await foldlog.server.start();
    await expect.poll(() => away.count()).toBe(0);
    await region(page, "Rows").getByRole("term").first().waitFor();
  });
});
