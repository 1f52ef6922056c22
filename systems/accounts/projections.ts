import type { Key } from "../../core/key.ts";
import type { Projection } from "../../core/projection.ts";
import { evolveAccount, NO_ACCOUNT, type Account, type AccountRow } from "./account.ts";
import { ACCOUNT, type AccountEvent } from "./events.ts";
import { listAccounts } from "./queries.ts";

/** A row for each account, by its id. */
export const accountsProjection: Projection<AccountEvent> = {
  name: "accounts",
  version: 1,
  category: ACCOUNT,
  evolve(rows, event) {
    const { stream, revision } = event;
    const key: Key = [ACCOUNT, stream.slice(ACCOUNT.length + 1)];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row of this projection
    const before = (rows.get(key) ?? NO_ACCOUNT) as unknown as Account;
    const account = evolveAccount(before, event);
    if (account.status === "none")
      throw new Error(`${stream} was not opened before its revision ${revision}`);
    const row: AccountRow = { ...account, revision };
    rows.set(key, row);
  },
  queries: { list: listAccounts },
};
