import { describe, expect, it, vi } from "vitest";
import { logMigrations } from "../../durable/log-migrations.ts";
import { migrate } from "../../durable/migrate.ts";
import { Pokes } from "../../durable/pokes.ts";
import { T0 } from "../support/log-harness.ts";
import { NodeStorage } from "../support/node-storage.ts";

/** Pokes of which each view's answer, and each pause, ends when the test says so. */
class Poked {
  readonly storage = new NodeStorage();
  readonly pokes: Pokes;
  readonly counts = new Map<string, number>();
  #answers: PromiseWithResolvers<void>[] = [];
  #pauses: PromiseWithResolvers<void>[] = [];

  constructor() {
    migrate(this.storage, logMigrations, T0);
    this.pokes = this.opened();
  }

  /** As a log that starts again on the same storage. */
  opened(): Pokes {
    return new Pokes({
      storage: this.storage,
      projections: ["a", "b"],
      viewOf: (projection) => ({
        poke: () => {
          this.counts.set(projection, this.count(projection) + 1);
          return this.#wait(this.#answers);
        },
      }),
      pause: () => this.#wait(this.#pauses),
    });
  }

  count(projection: string): number {
    return this.counts.get(projection) ?? 0;
  }

  answer(error?: Error): Promise<void> {
    return this.#end(this.#answers, error);
  }

  pause(): Promise<void> {
    return this.#end(this.#pauses);
  }

  #wait(list: PromiseWithResolvers<void>[]): Promise<void> {
    const one = Promise.withResolvers<void>();
    list.push(one);
    return one.promise;
  }

  async #end(list: PromiseWithResolvers<void>[], error?: Error): Promise<void> {
    for (const { resolve, reject } of list.splice(0))
      if (error) reject(error);
      else resolve();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("pokes", () => {
  it("reach the views that are attached, also after the log has started again, and no other", () => {
    const poked = new Poked();
    poked.pokes.wake();
    poked.pokes.attach("a");
    poked.pokes.attach("a");
    poked.pokes.attach("b");
    poked.pokes.detach("b");
    poked.pokes.attach("renamed");
    poked.opened().wake();
    expect([...poked.counts]).toEqual([["a", 1]]);
  });

  it("are one on its way to a view, and one more behind a pause if the log has grown since", async () => {
    const poked = new Poked();
    poked.pokes.attach("a");
    for (let i = 0; i < 5; i += 1) poked.pokes.wake();
    expect(poked.count("a")).toBe(1);
    await poked.answer();
    poked.pokes.wake();
    expect(poked.count("a")).toBe(1);
    await poked.pause();
    expect(poked.count("a")).toBe(2);
    await poked.answer();
    await poked.pause();
    expect(poked.count("a")).toBe(2);
    poked.pokes.wake();
    expect(poked.count("a")).toBe(3);
  });

  it("do not wait for a slow view to reach another", async () => {
    const poked = new Poked();
    for (const name of ["a", "b"]) poked.pokes.attach(name);
    poked.pokes.wake();
    expect([...poked.counts]).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
  });

  it("go on after one was lost", async () => {
    const error = vi.spyOn(console, "error").mockReturnValue(undefined);
    const poked = new Poked();
    poked.pokes.attach("a");
    poked.pokes.wake();
    await poked.answer(new Error("Lost"));
    await poked.pause();
    poked.pokes.wake();
    expect(poked.count("a")).toBe(2);
    expect(error).toHaveBeenCalledOnce();
    error.mockRestore();
  });
});
