import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchesOf, collected, type CollectedEvent } from "../../client/collected-event.ts";
import { EventQueue } from "../../client/event-queue.ts";
import type { EventStore } from "../../client/event-store.ts";

const PLENTY = { events: 1000, bytes: 100_000 };

/** A store in memory that does one thing after the other, each a while later, and fails where it is told to. */
class SlowStore implements EventStore {
  readonly events = new Map<string, CollectedEvent>();
  /** Whether what is asked for fails, one after the other; then nothing does. */
  readonly failures: boolean[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #lock: Promise<void> = Promise.resolve();

  load(): Promise<readonly CollectedEvent[]> {
    return this.#do(() => [...this.events.values()]);
  }

  add(events: readonly CollectedEvent[]): Promise<void> {
    return this.#do(() => events.forEach((event) => this.events.set(event.id, event)));
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#do(() => ids.forEach((id) => this.events.delete(id)));
  }

  alone(run: () => Promise<void>): Promise<void> {
    this.#lock = this.#lock.then(run);
    return this.#lock;
  }

  #do<Value>(run: () => Value): Promise<Value> {
    const done = this.#last.then(async () => {
      await endOfTurn();
      if (this.failures.shift()) throw new Error("The disk is full.");
      return run();
    });
    this.#last = done.catch(() => {});
    return done;
  }
}

function queueOn(store: EventStore, onError: (error: Error) => void = () => {}): EventQueue {
  return new EventQueue({ store: Promise.resolve(store), limits: PLENTY, onError });
}

/** Takes what waits, as a delivery does; gives it to `arrived`. */
function deliver(queue: EventQueue, arrived: string[]): Promise<void> {
  return queue.alone(async () => {
    await queue.reload();
    for (const batch of batchesOf(queue.events(), { events: 2, bytes: Infinity })) {
      arrived.push(...batch.map(({ id }) => id));
      await queue.remove(batch);
    }
  });
}

const event = (id: string) => collected(id, JSON.stringify({ id }));
const endOfTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Pages that share a store; each has a queue. */
class Pages {
  readonly added: string[] = [];
  readonly arrived: string[] = [];
  readonly queues: EventQueue[];
  readonly #store: SlowStore;
  readonly #deliveries: Promise<void>[] = [];

  constructor(store: SlowStore) {
    this.#store = store;
    this.queues = [queueOn(store), queueOn(store), queueOn(store)];
  }

  add(page: number): void {
    const id = `e${this.added.length}`;
    this.added.push(id);
    this.#queue(page).add(event(id));
  }

  deliver(page: number): void {
    this.#deliveries.push(deliver(this.#queue(page), this.arrived));
  }

  async pause(): Promise<void> {
    await endOfTurn();
  }

  /** The page is gone at the end of its turn, and another one is opened. */
  async leave(page: number): Promise<void> {
    await endOfTurn();
    this.queues[page] = queueOn(this.#store);
  }

  async end(): Promise<void> {
    await Promise.all(this.#deliveries);
    for (const queue of this.queues) await deliver(queue, this.arrived);
  }

  #queue(page: number): EventQueue {
    return this.queues[page] ?? queueOn(this.#store);
  }
}

type Step = readonly ["add" | "deliver" | "pause" | "leave", page: number];
const stepsOf = (...actions: readonly Step[0][]) =>
  fc.array(fc.tuple(fc.constantFrom(...actions), fc.integer({ min: 0, max: 2 })), {
    maxLength: 40,
  });

async function carriedOut(steps: readonly Step[], store: SlowStore): Promise<Pages> {
  const pages = new Pages(store);
  for (const [action, page] of steps) await pages[action](page);
  await pages.end();
  return pages;
}

describe("queues on one store", () => {
  it("have each event arrive once, by whichever of them", async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf("add", "deliver", "pause", "leave"), async (steps) => {
        const store = new SlowStore();
        const { added, arrived, queues } = await carriedOut(steps, store);
        expect(arrived.toSorted()).toEqual(added.toSorted());
        expect(store.events.size).toBe(0);
        expect(await sizesAfterReload(queues)).toEqual([0, 0, 0]);
      }),
      { numRuns: 200 },
    );
  });

  it("lose nothing with a store that fails, as long as they are there", async () => {
    const steps = stepsOf("add", "deliver", "pause");
    const failures = fc.array(fc.boolean(), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(steps, failures, async (done, fails) => {
        const store = new SlowStore();
        store.failures.push(...fails);
        const { added, arrived } = await carriedOut(done, store);
        expect([...new Set(arrived)].toSorted()).toEqual(added.toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it("tell of a store that fails, or is none", async () => {
    const told: string[] = [];
    const store = new SlowStore();
    store.failures.push(true);
    const queue = queueOn(store, ({ message }) => told.push(message));
    queue.add(event("a"));
    await queue.reload();
    expect(told).toEqual(["The disk is full."]);
    const without = new EventQueue({
      store: Promise.reject(new Error("There is none.")),
      limits: PLENTY,
      onError: ({ message }) => told.push(message),
    });
    without.add(event("b"));
    await without.reload();
    expect(without.events()).toEqual([event("b")]);
    expect(told).toContain("There is none.");
  });

  it("go on in memory with a store that is closed", async () => {
    const fault = () => {
      throw new Error("It is closed.");
    };
    const alone = (run: () => Promise<void>) => run();
    const told: string[] = [];
    const queue = queueOn({ load: fault, add: fault, remove: fault, alone }, ({ message }) =>
      told.push(message),
    );
    for (const id of ["a", "b", "c"]) queue.add(event(id));
    const arrived: string[] = [];
    await deliver(queue, arrived);
    expect([arrived, queue.size]).toEqual([["a", "b", "c"], 0]);
    expect(new Set(told)).toEqual(new Set(["It is closed."]));
  });
});

async function sizesAfterReload(queues: readonly EventQueue[]): Promise<number[]> {
  await Promise.all(queues.map((queue) => queue.reload()));
  return queues.map(({ size }) => size);
}
