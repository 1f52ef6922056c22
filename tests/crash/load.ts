import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { send, type Answer } from "../support/send.ts";

export interface Recorded {
  readonly position: number;
  readonly id: string;
  readonly t: number;
  readonly type: string;
  readonly value: number;
}

/** Clients that send events, each with its id until it is acknowledged, to a server that comes and goes. */
export class Load {
  /** What was acknowledged, by the id of the event. */
  readonly acknowledged = new Map<string, Recorded>();
  requests = 0;
  /** Where the server is; undefined while it is away. */
  url: string | undefined;
  readonly #clients: readonly Promise<void>[];
  #ending = false;

  constructor(clients: number) {
    this.#clients = Array.from({ length: clients }, () => this.#client());
  }

  /** Lets each client finish its event. */
  async end(): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#clients);
  }

  async #client(): Promise<void> {
    while (!this.#ending) {
      const id = randomUUID();
      const body = JSON.stringify({ type: "INCREMENT", value: randomInt(1, 6), id });
      while (!this.acknowledged.has(id)) await this.#try(id, body);
    }
  }

  async #try(id: string, body: string): Promise<void> {
    const answer = await this.#send(body);
    if (answer?.status === 201 || answer?.status === 200)
      this.acknowledged.set(id, JSON.parse(answer.text));
    else await wait(20);
  }

  async #send(body: string): Promise<Answer | undefined> {
    if (this.url === undefined) return undefined;
    this.requests += 1;
    try {
      return await send("POST", `${this.url}/event`, body);
    } catch {
      // Killed in between. Whether the event was recorded is what its next try finds out.
      return undefined;
    }
  }
}
