import { Refused } from "../client/send-with-retries.ts";
import type { RecordedEvent } from "../core/event.ts";
import {
  evolveAccount,
  NO_ACCOUNT,
  type Account,
  type AccountRow,
} from "../systems/accounts/account.ts";
import { ACCOUNT, type AccountEvent } from "../systems/accounts/events.ts";
import { follow } from "./follow.ts";
import { foldlog } from "./foldlog.ts";

const PAGE = 200;
/** So many are kept while more come, unless somebody asked for more. */
const MOST_STEPS = 1000;

/** An event, and the account after it. */
export interface Step {
  readonly event: RecordedEvent<AccountEvent>;
  readonly account: Account;
}

/** The end of an account's history, folded in the browser by the server's own function. */
export class AccountHistory {
  /** By revision, without gaps, up to the last one; none if there is no such account. */
  steps = $state.raw<readonly Step[]>([]);
  loading = $state(true);
  error = $state.raw<unknown>();
  readonly id: string;
  readonly stream: string;
  readonly #stop = new AbortController();

  constructor(id: string) {
    this.id = id;
    this.stream = `${ACCOUNT}-${id}`;
    void follow({
      filter: { stream: this.stream },
      signal: this.#stop.signal,
      load: () => this.#load(),
      take: (events) => this.#take(events),
      fail: (error) => {
        this.error = error;
        this.loading = false;
      },
    });
  }

  get now(): AccountRow | undefined {
    const last = this.steps.at(-1);
    return last && { ...last.account, revision: last.event.revision };
  }

  /** Of the first step; 0 without any. */
  get first(): number {
    return this.steps[0]?.event.revision ?? 0;
  }

  /** The step at a revision, if it is held. */
  at(revision: number): Step | undefined {
    return this.steps[revision - this.first];
  }

  close(): void {
    this.#stop.abort();
  }

  /** Reads the steps before those that are held. */
  async readOlder(): Promise<void> {
    const { first } = this;
    const events = await this.#read({ from: Math.max(1, first - PAGE), to: first - 1 });
    const older = await this.#folded(events);
    if (this.first === first) this.steps = [...older, ...this.steps];
  }

  /** Reads what has happened, for those who cannot wait until it arrives. */
  async catchUp(): Promise<void> {
    this.#take(await this.#read({ from: (this.now?.revision ?? 0) + 1 }));
  }

  async #load(): Promise<void> {
    const events = await this.#read({ direction: "backward", limit: PAGE });
    this.steps = await this.#folded(events.toReversed());
    this.error = undefined;
    this.loading = false;
  }

  async #read(query: Readonly<Record<string, string | number>>): Promise<RecordedEvent[]> {
    const path = `/v1/streams/${encodeURIComponent(this.stream)}/events`;
    const request = { signal: this.#stop.signal };
    try {
      return (await foldlog.get<{ events: RecordedEvent[] }>(path, query, request)).events;
    } catch (error) {
      if (error instanceof Refused && error.code === "stream-not-found") return [];
      throw error;
    }
  }

  /** Steps from the account as it was before the first of the events. */
  async #folded(events: readonly RecordedEvent[]): Promise<readonly Step[]> {
    const revision = (events[0]?.revision ?? 1) - 1;
    if (revision === 0) return stepsFrom(NO_ACCOUNT, events);
    const request = { signal: this.#stop.signal };
    const { state } = await foldlog.state<Account>(this.stream, { revision }, request);
    return stepsFrom(state, events);
  }

  #take(events: readonly RecordedEvent[]): void {
    const { now } = this;
    const news = events.filter(({ revision }) => revision > (now?.revision ?? 0));
    if (news.length === 0) return;
    const most = Math.max(MOST_STEPS, this.steps.length);
    this.steps = [...this.steps, ...stepsFrom(now ?? NO_ACCOUNT, news)].slice(-most);
  }
}

function stepsFrom(before: Account, events: readonly RecordedEvent[]): readonly Step[] {
  const steps: Step[] = [];
  for (const recorded of events) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- accounts' streams hold nothing else
    const event = recorded as unknown as RecordedEvent<AccountEvent>;
    steps.push({ event, account: evolveAccount(steps.at(-1)?.account ?? before, event) });
  }
  return steps;
}
