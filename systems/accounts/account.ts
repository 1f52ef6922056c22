import { formatMoney, parseMoney } from "../money.ts";
import type { AccountEvent } from "./events.ts";

/** What the events of one account come to. */
export type Account = {
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** In minor units: 0 to 2^53−1. */
  readonly balance: number;
  readonly status: "none" | "open" | "closed";
};

/** At a revision of its stream. */
export type AccountRow = Account & { readonly revision: number };

export const NO_ACCOUNT: Account = { name: "", currency: "", balance: 0, status: "none" };

/** The account after an event. */
export function evolveAccount(account: Account, event: AccountEvent): Account {
  switch (event.type) {
    case "AccountOpened":
      return { name: event.data.name, currency: event.data.currency, balance: 0, status: "open" };
    case "MoneyDeposited":
      return { ...account, balance: account.balance + minorUnits(event.data) };
    case "MoneyWithdrawn":
      return { ...account, balance: account.balance - minorUnits(event.data) };
    case "AccountClosed":
      return { ...account, status: "closed" };
    default:
      return account;
  }
}

function minorUnits({ amount, currency }: { amount: string; currency: string }): number {
  return parseMoney(amount, currency) ?? 0;
}

/** An account as people see it. */
export type ShownAccount = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** Decimal text with all the digits of the currency. */
  readonly balance: string;
  readonly status: Account["status"];
  readonly revision: number;
};

export function showAccount(id: string, account: AccountRow): ShownAccount {
  const { name, currency, balance, status, revision } = account;
  return { id, name, currency, balance: formatMoney(balance, currency), status, revision };
}
