import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Foldlog } from "../../client/foldlog.ts";
import type { ShownAccount } from "../../systems/accounts/account.ts";

/** What others do with accounts while a page shows them. */
export class Accounts {
  readonly #client: Foldlog;

  constructor(client: Foldlog) {
    this.#client = client;
  }

  open(name: string, currency = "EUR"): Promise<ShownAccount> {
    return this.#client.send("POST", "/accounts", { json: { name, currency } });
  }

  move(id: string, command: "deposit" | "withdraw", amount: string): Promise<ShownAccount> {
    return this.#client.send("POST", `/accounts/${id}/${command}`, { json: { amount } });
  }

  /** The id of an account with a deposit of each amount. */
  async filled(name: string, ...amounts: readonly string[]): Promise<string> {
    const { id } = await this.open(name);
    for (const amount of amounts) await this.move(id, "deposit", amount);
    return id;
  }

  read(id: string): Promise<ShownAccount> {
    return this.#client.get(`/accounts/${id}`);
  }
}

/** How the page of an account has its balance. */
export function holds(page: Page, balance: string): Promise<void> {
  return expect.poll(() => page.getByTestId("balance").innerText()).toBe(balance);
}

/** Where somebody who uses the keys goes on. */
export function hasFocus(page: Page, text: string): Promise<void> {
  const read = () => page.evaluate<string>("document.activeElement.textContent.trim()");
  return expect.poll(read).toBe(text);
}

/** The history that the page shows, without its times. */
export async function historyIn(page: Page): Promise<string[][]> {
  const rows = page.getByRole("region", { name: "History" }).locator("tbody tr");
  const cells = (await rows.all()).map((row) => row.getByRole("cell").allInnerTexts());
  return (await Promise.all(cells)).map((row) => row.map((cell) => cell.split("\n")[0] ?? ""));
}
