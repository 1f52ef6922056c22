import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Accounts, hasFocus, historyIn, holds } from "../support/visited-accounts.ts";
import { isLive, VisitedFoldlog } from "../support/visited-foldlog.ts";

describe("the page of an account", () => {
  let foldlog: VisitedFoldlog;
  let accounts: Accounts;

  beforeAll(async () => {
    foldlog = await VisitedFoldlog.started();
    accounts = new Accounts(foldlog.client);
  });
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  it("shows an account as it was, keeps what was typed, and comes back to now", async () => {
    const id = await accounts.filled("Past Hall", "1", "2", "3");
    const page = await foldlog.visit(`/ui/accounts/${id}`);
    await page.getByLabel("Amount to deposit").fill("4");
    await page.getByRole("link", { name: "The account at revision 3" }).click();
    await page.getByText("The past: after revision 3 of 4").waitFor();
    await holds(page, "3.00 EUR");
    expect(await page.getByLabel("Amount to deposit").isVisible()).toBe(false);
    await page.keyboard.press("[");
    await holds(page, "1.00 EUR");
    await page.getByRole("link", { name: "Revision 3", exact: true }).click();
    await holds(page, "3.00 EUR");
    await hasFocus(page, "Revision 4");
    await page.getByRole("link", { name: "Revision 2", exact: true }).click();
    await holds(page, "1.00 EUR");
    expect(page.url()).toMatch(/\?revision=2$/);
    await accounts.move(id, "deposit", "5");
    await page.getByText("The past: after revision 2 of 5").waitFor();
    await holds(page, "1.00 EUR");
    await page.getByRole("link", { name: "Back to now" }).click();
    await holds(page, "11.00 EUR");
    await hasFocus(page, "Past Hall");
    expect(await page.getByLabel("Amount to deposit").inputValue()).toBe("4");
    await page.goBack();
    await page.getByText("The past: after revision 2 of 5").waitFor();
  });

  it("reads long histories from their end, and older events when asked", async () => {
    const { id } = await accounts.open("Long Irwin");
    for (let n = 1; n <= 240; n += 1) await accounts.move(id, "deposit", "0.01");
    const page = await foldlog.visit(`/ui/accounts/${id}?revision=11`);
    await holds(page, "0.10 EUR");
    expect((await historyIn(page)).at(-1)).toEqual(["42", "MoneyDeposited", "+0.01", "0.41"]);
    await page.getByRole("button", { name: "Older: 41 more" }).click();
    await expect
      .poll(async () => (await historyIn(page)).at(-1))
      .toEqual(["1", "AccountOpened", "", "0.00"]);
  });

  it("shows an account when it is opened, and a server that is away", async () => {
    const { id } = await accounts.open("Away Jones");
    const page = await foldlog.visit("/ui/accounts/nobody");
    await page.getByText("There is no account “nobody”").waitFor();
    await foldlog.client.send("POST", "/v1/commands/account/nobody/open", {
      json: { name: "Somebody", currency: "EUR" },
    });
    await page.getByRole("heading", { name: "Somebody" }).waitFor();
    const api = "**/v1/head";
    await page.route(api, (route) => route.abort());
    await page.goto(`${foldlog.url}/ui/accounts/${id}`);
    await page.getByText("The server does not answer").waitFor();
    await page.unroute(api);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Away Jones" }).waitFor();
    await isLive(page);
  });
});
