import type { Key } from "../../core/key.ts";
import { success, type Outcome } from "../../core/problem.ts";
import type { Query } from "../../core/projection.ts";
import { showAccount, type AccountRow, type ShownAccount } from "./account.ts";
import { ACCOUNT } from "./events.ts";

/** The first key behind those of all accounts. */
const END: Key = [`${ACCOUNT}s`];

/** What `list` takes: accounts whose ids sort after this one (by code point), and how many at most. */
export type AccountsRequest = { readonly after: string; readonly limit: number };

export type AccountsPage = {
  readonly accounts: readonly ShownAccount[];
  /** The id after which the list goes on; `null` at its end. */
  readonly next: string | null;
};

/** Accounts in the order of their ids: answers an AccountsRequest with an AccountsPage. */
export const listAccounts: Query = (rows, params) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whoever asks has checked them
  const { after, limit } = params as unknown as AccountsRequest;
  const accounts: ShownAccount[] = [];
  for (const { key, row } of rows.scan([ACCOUNT, after], END)) {
    const id = String(key[1]);
    if (id === after) continue;
    if (accounts.length === limit) return page({ accounts, next: accounts.at(-1)?.id ?? null });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the projection made it
    accounts.push(showAccount(id, row as unknown as AccountRow));
  }
  return page({ accounts, next: null });
};

function page(found: AccountsPage): Outcome<AccountsPage> {
  return success(found);
}
