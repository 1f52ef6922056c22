import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Collector } from "../../client/collector.ts";
import type { SentEvent } from "../support/scripted-eye.ts";

export interface LoadOptions {
  /** Where the collectors send to. */
  readonly url: string;
  /** A directory for their files. */
  readonly directory: string;
  readonly clients: number;
  /** Of all clients together. */
  readonly eventsPerSecond: number;
}

interface Client {
  readonly session: string;
  readonly collector: Collector;
  /** In the order of their collecting. */
  readonly ids: string[];
}

export const CATEGORY = "click";
const FLUSH_MS = 1000;

/** Collectors, each with a session and a file of its own, in which things happen until it is ended. */
export class Load {
  readonly #clients: readonly Client[];
  readonly #loops: readonly Promise<void>[];
  #ending = false;

  constructor({ url, directory, clients, eventsPerSecond }: LoadOptions) {
    const everyMs = (1000 * clients) / eventsPerSecond;
    this.#clients = Array.from({ length: clients }, () => {
      const session = randomUUID();
      const path = join(directory, session);
      const options = { url, application: "Load", sessionId: session, path, flushMs: FLUSH_MS };
      return { session, collector: new Collector(options), ids: [] };
    });
    this.#loops = this.#clients.map((client) => this.#run(client, everyMs));
  }

  get collected(): number {
    return this.#clients.reduce((sum, { ids }) => sum + ids.length, 0);
  }

  /** Collects no more, and sends what waits; gives up after some tries. */
  async end(tries: number): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#loops);
    for (let tried = 0; tried < tries && this.#waiting() > 0; tried += 1)
      await Promise.all(this.#clients.map(({ collector }) => collector.flush()));
    await Promise.all(this.#clients.map(({ collector }) => collector.close()));
  }

  /** What a server at `url` lacks, has twice, has in another order, or was never sent. */
  async faults(url: string): Promise<string[]> {
    const faults: string[] = [];
    for (const { session, collector, ids } of this.#clients) {
      const { waiting, dropped } = collector.status();
      if (waiting + dropped > 0) faults.push(`${session}: ${waiting} wait, ${dropped} dropped`);
      const response = await fetch(`${url}/eye/sessions/${session}`);
      const { events = [] }: { events?: readonly SentEvent[] } = JSON.parse(await response.text());
      const index = events.findIndex(({ id }, at) => id !== ids[at]);
      if (index !== -1) faults.push(`${session}: another event than was sent stands at ${index}`);
      if (events.length !== ids.length)
        faults.push(`${session}: ${events.length} events of ${ids.length}`);
    }
    return faults;
  }

  #waiting(): number {
    return this.#clients.reduce((sum, { collector }) => sum + collector.status().waiting, 0);
  }

  async #run({ collector, ids }: Client, everyMs: number): Promise<void> {
    while (!this.#ending) {
      await wait(randomInt(1, Math.ceil(2 * everyMs)));
      const id = collector.collect(CATEGORY, { x: randomInt(1000), y: randomInt(1000) });
      if (id !== undefined) ids.push(id);
    }
  }
}
