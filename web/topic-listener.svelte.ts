import type { LiveStatus } from "../client/subscribe.ts";
import type { Json } from "../core/json.ts";
import type { Topic } from "../systems/gateway/topic.ts";
import { foldlog } from "./foldlog.ts";

/** A page that is told of every arrival does nothing else at a thousand a second. */
const FLUSH_MS = 100;
/** So many are kept, the newest. */
export const MOST_HEARD = 200;

export interface Heard {
  /** From 1. */
  readonly number: number;
  readonly event: Json;
}

/** The events of a topic as they come. */
export class TopicListener {
  state = $state<LiveStatus["state"]>("connecting");
  /** What ended it for good. */
  error = $state.raw<unknown>();
  /** The newest first. */
  shown = $state.raw<readonly Heard[]>([]);
  count = $state(0);
  /** How many had come when it was paused; undefined: what comes is shown. */
  pausedAt = $state<number>();
  readonly #topic: Topic;
  readonly #after: 0 | "now";
  #stop = new AbortController();
  #heard: Heard[] = [];
  #total = 0;
  #flush: ReturnType<typeof setTimeout> | undefined;

  constructor(topic: Topic, after: 0 | "now") {
    [this.#topic, this.#after] = [topic, after];
  }

  /** Begins anew if it has ended. */
  open(): void {
    this.close();
    this.#stop = new AbortController();
    [this.error, this.pausedAt, this.#heard, this.#total] = [undefined, undefined, [], 0];
    void this.#listen(this.#stop.signal);
  }

  pause(): void {
    this.pausedAt = this.#total;
  }

  resume(): void {
    this.pausedAt = undefined;
    this.#show();
  }

  close(): void {
    this.#stop.abort();
    clearTimeout(this.#flush);
    this.#flush = undefined;
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const onStatus = ({ state }: LiveStatus) => (this.state = state);
    const options = { after: this.#after, signal, onStatus };
    try {
      for await (const event of foldlog.listen(this.#topic, options)) this.#take(event);
    } catch (error) {
      if (!signal.aborted) this.error = error;
    }
  }

  #take(event: Json): void {
    this.#total += 1;
    this.#heard.push({ number: this.#total, event });
    if (this.#heard.length > 2 * MOST_HEARD) this.#heard = this.#heard.slice(-MOST_HEARD);
    this.#flush ??= setTimeout(() => {
      this.#flush = undefined;
      this.count = this.#total;
      if (this.pausedAt === undefined) this.#show();
    }, FLUSH_MS);
  }

  #show(): void {
    this.shown = this.#heard.slice(-MOST_HEARD).toReversed();
  }
}
