import type { RecordedEvent } from "../core/event.ts";
import {
  evolveAccount,
  NO_ACCOUNT,
  showAccount,
  type Account,
  type ShownAccount,
} from "../systems/accounts/account.ts";
import { ACCOUNT, type AccountEvent } from "../systems/accounts/events.ts";
import { parseMoney } from "../systems/money.ts";
import { follow } from "./follow.ts";
import { foldlog } from "./foldlog.ts";

const PAGE = 1000;
/** So many are read; those behind them can be asked for over HTTP. */
export const MOST_ACCOUNTS = 5000;

type Accounts = ReadonlyMap<string, ShownAccount>;

/** All accounts: read from their view, then kept by the function that keeps the view. */
export class AccountList {
  /** By id; undefined until they are known. */
  accounts = $state.raw<Accounts>();
  error = $state.raw<unknown>();
  /** Whether there are more than were read. */
  isCut = $state(false);
  readonly #stop = new AbortController();

  constructor() {
    void follow({
      filter: { category: ACCOUNT },
      signal: this.#stop.signal,
      load: () => this.#load(),
      take: (events) => this.#take(events),
      fail: (error) => (this.error = error),
    });
  }

  close(): void {
    this.#stop.abort();
  }

  async #load(): Promise<void> {
    const read = new Map<string, ShownAccount>();
    let page: readonly ShownAccount[];
    do {
      page = await this.#page([...read.keys()].at(-1) ?? "");
      for (const account of page) read.set(account.id, account);
    } while (page.length === PAGE && read.size < MOST_ACCOUNTS);
    this.isCut = page.length === PAGE;
    this.accounts = read;
    this.error = undefined;
  }

  async #page(after: string): Promise<readonly ShownAccount[]> {
    const query = { limit: PAGE, after: after === "" ? undefined : after };
    const request = { signal: this.#stop.signal };
    const answer = await foldlog.get<{ accounts: ShownAccount[] }>("/accounts", query, request);
    return answer.accounts;
  }

  #take(events: readonly RecordedEvent[]): void {
    const accounts = new Map(this.accounts);
    for (const event of events) {
      const id = event.stream.slice(ACCOUNT.length + 1);
      const before = accounts.get(id);
      // What was read already, or is of an account that was not.
      if (event.revision !== (before?.revision ?? 0) + 1) continue;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- accounts' streams hold nothing else
      const account = evolveAccount(accountOf(before), event as unknown as AccountEvent);
      accounts.set(id, showAccount(id, { ...account, revision: event.revision }));
    }
    this.accounts = accounts;
  }
}

function accountOf(shown: ShownAccount | undefined): Account {
  if (!shown) return NO_ACCOUNT;
  const { name, currency, balance, status } = shown;
  return { name, currency, status, balance: parseMoney(balance, currency) ?? 0 };
}
