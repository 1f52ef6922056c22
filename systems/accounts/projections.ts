import type { Key } from "../../core/key.ts";
import type { Projection } from "../../core/projection.ts";
import { evolveAccount, NO_ACCOUNT, type AccountRow } from "./account.ts";
import { ACCOUNT, type AccountEvent } from "./events.ts";
import { listAccounts } from "./queries.ts";

const NOT_THERE: AccountRow = { ...NO_ACCOUNT, revision: 0 };

/** A row for each account, by its id. */
export const accountsProjection: Projection<AccountEvent> = {
  name: "accounts",
  version: 1,
  categories: [ACCOUNT],
  evolve(rows, event) {
    const { stream, revision } = event;
    const key: Key = [ACCOUNT, stream.slice(ACCOUNT.length + 1)];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row of this projection
    const before = (rows.get(key) ?? NOT_THERE) as unknown as AccountRow;
    const account = evolveAccount(before, event);
    if (account.status === "none")
      throw new Error(`${stream} was not opened before its revision ${revision}`);
    // A dead letter is taken behind events that came after it.
    const row: AccountRow = { ...account, revision: Math.max(before.revision, revision) };
    rows.set(key, row);
  },
  queries: { list: listAccounts },
};
