import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../../core/event.ts";
import { evolveAccount, NO_ACCOUNT, showAccount } from "../../systems/accounts/account.ts";
import type { AccountEvent } from "../../systems/accounts/events.ts";
import { accountsProjection } from "../../systems/accounts/projections.ts";
import {
  listAccounts,
  type AccountsPage,
  type AccountsRequest,
} from "../../systems/accounts/queries.ts";
import { valueOf } from "../support/log-harness.ts";
import { MemoryRows } from "../support/memory-rows.ts";

const opened: AccountEvent = { type: "AccountOpened", data: { name: "Ada", currency: "EUR" } };
const deposited: AccountEvent = {
  type: "MoneyDeposited",
  data: { amount: "1.50", currency: "EUR" },
};
const closed: AccountEvent = { type: "AccountClosed", data: {} };
const TIME = "2026-01-01T00:00:00.000Z";

function record(id: string, revision: number, event: AccountEvent): RecordedEvent<AccountEvent> {
  return {
    ...event,
    stream: `account-${id}`,
    revision,
    position: revision,
    id: `${id}-${revision}`,
    source: "api",
    occurredAt: TIME,
    recordedAt: TIME,
    metadata: {},
  };
}

/** A view in which each account has these events. */
function viewOf(histories: ReadonlyMap<string, readonly AccountEvent[]>): MemoryRows {
  const rows = new MemoryRows();
  for (const [id, events] of histories)
    for (const [i, event] of events.entries())
      accountsProjection.evolve(rows, record(id, i + 1, event));
  return rows;
}

function list(rows: MemoryRows, request: Partial<AccountsRequest> = {}): AccountsPage {
  const page = valueOf(listAccounts(rows, { after: "", limit: 1000, ...request }));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the query makes it
  return page as unknown as AccountsPage;
}

describe("the view accounts", () => {
  it("is empty at first", () =>
    expect(list(new MemoryRows())).toEqual({ accounts: [], next: null }));

  it("shows each account as the fold of its events", () => {
    const first: readonly AccountEvent[] = [opened];
    const events = fc.array(fc.constantFrom(deposited, closed)).map((more) => first.concat(more));
    const ids = fc.string({ unit: "binary", minLength: 1, maxLength: 5 });
    const histories = fc.array(fc.tuple(ids, events)).map((entries) => new Map(entries));
    fc.assert(
      fc.property(histories, (all) => {
        const expected = [...all].map(([id, history]) => {
          const account = history.reduce(evolveAccount, NO_ACCOUNT);
          return showAccount(id, { ...account, revision: history.length });
        });
        const { accounts } = list(viewOf(all));
        expect(accounts).toHaveLength(expected.length);
        expect(accounts).toEqual(expect.arrayContaining(expected));
      }),
    );
  });

  it("lists them in the order of their ids, by pages", () => {
    const ids = ["b", "a", "é", "10", "9", "b-1", "😀", "\uffff", "A"];
    const rows = viewOf(new Map(ids.map((id) => [id, [opened]])));
    const idsOf = ({ accounts }: AccountsPage) => accounts.map(({ id }) => id);
    const sorted = ["10", "9", "A", "a", "b", "b-1", "é", "\uffff", "😀"];
    expect(idsOf(list(rows))).toEqual(sorted);
    const first = list(rows, { limit: 4 });
    expect([idsOf(first), first.next]).toEqual([sorted.slice(0, 4), "a"]);
    const second = list(rows, { after: "a", limit: 5 });
    expect([idsOf(second), second.next]).toEqual([sorted.slice(4), null]);
    expect(idsOf(list(rows, { after: "aa" }))).toEqual(sorted.slice(4));
    expect(idsOf(list(rows, { after: "😀" }))).toEqual([]);
  });

  it("is the same when an event is taken behind a later one, as a dead letter is", () => {
    const first = record("1", 1, opened);
    const [second, third] = [record("1", 2, deposited), record("1", 3, deposited)];
    const listOf = (events: readonly RecordedEvent<AccountEvent>[]) => {
      const rows = new MemoryRows();
      for (const event of events) accountsProjection.evolve(rows, event);
      return list(rows);
    };
    expect(listOf([first, third, second])).toEqual(listOf([first, second, third]));
  });

  it("takes no event of an account that was never opened", () => {
    const rows = new MemoryRows();
    expect(() => accountsProjection.evolve(rows, record("1", 1, deposited))).toThrow("account-1");
    expect(list(rows).accounts).toEqual([]);
  });
});
