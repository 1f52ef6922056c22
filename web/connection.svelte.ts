import type { LiveStatus } from "../client/subscribe.ts";

/** What the page knows of the server. */
class Connection {
  #state = $state<LiveStatus["state"] | "refused">("connecting");
  #retryAt = $state(0);
  #head = $state(0);

  get state(): LiveStatus["state"] | "refused" {
    return this.#state;
  }

  /** When the next try is due, in ms since 1970. */
  get retryAt(): number {
    return this.#retryAt;
  }

  /** The highest position that was seen. */
  get head(): number {
    return this.#head;
  }

  take(status: LiveStatus): void {
    this.#state = status.state;
    if (status.state === "live") this.reached(status.head);
    if (status.state === "waiting") this.#retryAt = Date.now() + status.retryInMs;
  }

  /** The server will not tell what comes. */
  refuse(): void {
    this.#state = "refused";
  }

  reached(position: number): void {
    if (position > this.#head) this.#head = position;
  }
}

export const connection = new Connection();
