import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ShownAccount } from "../../systems/accounts/account.ts";
import { Accounts, hasFocus, historyIn, holds } from "../support/visited-accounts.ts";
import { VisitedFoldlog } from "../support/visited-foldlog.ts";

describe("the page of accounts", () => {
  let foldlog: VisitedFoldlog;
  let accounts: Accounts;

  beforeAll(async () => {
    foldlog = await VisitedFoldlog.started();
    accounts = new Accounts(foldlog.client);
  });
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  const form = (page: Page, name: string) => page.getByRole("region", { name });

  it("says how to begin, opens an account, and goes to it", async () => {
    const page = await foldlog.visit("/ui/accounts");
    await page.getByText("npm run demo").waitFor();
    await page.getByRole("textbox", { name: "Name" }).fill("  ");
    await page.getByRole("textbox", { name: "Name" }).blur();
    await page.getByText("name must be 1 to 100 characters").waitFor();
    await page.getByRole("textbox", { name: "Name" }).fill("Ada Bell");
    await page.getByLabel("Currency").selectOption("JPY");
    await page.getByRole("button", { name: "Open" }).dblclick();
    await page.getByRole("heading", { name: "Ada Bell" }).waitFor();
    await holds(page, "0 JPY");
    await hasFocus(page, "Ada Bell");
    const answer = await foldlog.client.get<{ accounts: ShownAccount[] }>("/accounts");
    expect(answer.accounts.map(({ name }) => name)).toEqual(["Ada Bell"]);
    expect(page.url()).toBe(`${foldlog.url}/ui/accounts/${answer.accounts[0]?.id}`);
  });

  it("shows the accounts as others change them, and filters them by the address", async () => {
    const id = await accounts.filled("Filter Cole", "1234567.5");
    const page = await foldlog.visit("/ui/accounts?filter=cole");
    const row = page.getByRole("row", { name: /Filter Cole/ });
    await expect.poll(() => row.innerText()).toMatch(/1,234,567\.50\s+EUR\s+open/);
    await accounts.move(id, "withdraw", "0.5");
    await expect.poll(() => row.innerText()).toContain("1,234,567.00");
    await accounts.open("Newcomer Cole", "USD");
    await page.getByRole("link", { name: "Newcomer Cole" }).waitFor();
    expect(await page.getByRole("link", { name: "Ada Bell" }).count()).toBe(0);
    await page.getByLabel("Filter").fill("cole nobody");
    await page.getByText("No account has “cole nobody”").waitFor();
    expect(page.url()).toContain("filter=cole+nobody");
    await page.getByRole("link", { name: "Show all accounts" }).click();
    await page.getByRole("link", { name: "Ada Bell" }).waitFor();
  });

  it("moves money, with the balance after each event", async () => {
    const { id } = await accounts.open("Moving Dean");
    const page = await foldlog.visit(`/ui/accounts/${id}`);
    await page.getByLabel("Amount to deposit").fill("100");
    await page.getByLabel("Amount to deposit").press("Enter");
    await page.getByText("Deposited 100 EUR.").waitFor();
    await page.getByLabel("Amount to withdraw").fill("30.50");
    await form(page, "Withdraw").getByRole("button").click();
    await page.getByText("Withdrawn 30.50 EUR.").waitFor();
    expect(await page.getByLabel("Amount to withdraw").inputValue()).toBe("");
    await holds(page, "69.50 EUR");
    expect(await historyIn(page)).toEqual([
      ["3", "MoneyWithdrawn", "\u221230.50", "69.50"],
      ["2", "MoneyDeposited", "+100.00", "100.00"],
      ["1", "AccountOpened", "", "0.00"],
    ]);
    await page.getByRole("link", { name: "MoneyDeposited" }).click();
    await page.getByRole("complementary").getByText(`account-${id}`).waitFor();
  });

  it("tells on leaving the field what no amount is, and what the server refuses as it does", async () => {
    const id = await accounts.filled("Refused Eden", "10");
    const page = await foldlog.visit(`/ui/accounts/${id}`);
    const amount = page.getByLabel("Amount to withdraw");
    await amount.fill("1.005");
    await amount.blur();
    await page.getByText("The amount must be an amount of EUR with at most 2 digits").waitFor();
    await amount.fill("10.01");
    await amount.blur();
    await form(page, "Withdraw").getByRole("button").click();
    const refusal = "The account holds 10.00 EUR. 10.01 EUR cannot be withdrawn from it.";
    await form(page, "Withdraw").getByText(refusal).waitFor();
    expect(await amount.inputValue()).toBe("10.01");
    await page.getByRole("button", { name: "Close the account" }).click();
    await page.getByText("The account still holds 10.00 EUR. Withdraw all of it first.").waitFor();
    await amount.fill("10");
    await form(page, "Withdraw").getByRole("button", { name: "Withdraw" }).click();
    await holds(page, "0.00 EUR");
    await page.getByRole("button", { name: "Close the account" }).click();
    await page.getByText("The account is closed.").waitFor();
    await hasFocus(page, "The account is closed. Its history stays.");
    expect((await accounts.read(id)).status).toBe("closed");
  });

  it("sends once however often the button is clicked, and again what was not answered", async () => {
    const id = await accounts.filled("Once Fox", "5");
    const page = await foldlog.visit(`/ui/accounts/${id}`);
    await page.getByLabel("Amount to deposit").fill("7");
    await form(page, "Deposit").getByRole("button").dblclick();
    await holds(page, "12.00 EUR");
    // The server does it, and nobody hears of it.
    const path = `**/accounts/${id}/deposit`;
    await page.route(path, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByLabel("Amount to deposit").fill("8");
    await form(page, "Deposit").getByRole("button").click();
    await page.getByText("The server does not answer").waitFor();
    expect(await page.getByLabel("Amount to deposit").inputValue()).toBe("8");
    await page.unroute(path);
    await form(page, "Deposit").getByRole("button", { name: "Deposit" }).click();
    await page.getByText("Deposited 8 EUR.").waitFor();
    await holds(page, "20.00 EUR");
    expect(await accounts.read(id)).toMatchObject({ balance: "20.00", revision: 4 });
  });

  it("tells what came in between, and tries again on top of it", async () => {
    const id = await accounts.filled("Between Gray", "50");
    const page = await foldlog.visit(`/ui/accounts/${id}`);
    await page.route(
      `**/accounts/${id}/withdraw`,
      async (route) => {
        await accounts.move(id, "withdraw", "20");
        await route.continue();
      },
      { times: 1 },
    );
    await page.getByLabel("Amount to withdraw").fill("30");
    await form(page, "Withdraw").getByRole("button").click();
    const conflict = form(page, "Withdraw").getByRole("alert");
    await conflict.getByText("no longer at revision 2").waitFor();
    expect(await conflict.getByRole("listitem").allInnerTexts()).toEqual([
      "MoneyWithdrawn \u221220.00, balance 30.00",
    ]);
    expect((await accounts.read(id)).revision).toBe(3);
    await conflict.getByRole("button", { name: "Withdraw on top of revision 3" }).click();
    await page.getByText("Withdrawn 30 EUR.").waitFor();
    await holds(page, "0.00 EUR");
    expect(await conflict.count()).toBe(0);
  });
});
