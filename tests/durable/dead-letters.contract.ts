import { describe, expect, it } from "vitest";
import type { Projection } from "../../core/projection.ts";
import { retryDeadLetters } from "../../durable/retry-dead-letters.ts";
import { T0, valueOf, type WithStorage } from "../support/log-harness.ts";
import { TallyView } from "../support/view-harness.ts";

const NOW = () => T0;

/** A view with three events, of which the second is poison. */
function poisoned(view: TallyView): void {
  view.log.append("a-1", "Added", { name: "x", value: 1 });
  view.log.append("a-1", "Poison", { name: "x", value: 10 });
  view.log.append("a-1", "Added", { name: "x", value: 100 });
}

const retry = async (view: TallyView, which: number | "all") =>
  retryDeadLetters({ store: view.store, readLog: view.log.slice, now: NOW }, which);

/** What every view promises of events that its projection cannot take. */
export function describeDeadLetters(withStorage: WithStorage): void {
  describe("an event that a projection cannot take", () => {
    it("is kept with its error and changes no row, and the others go on", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        await view.build();
        poisoned(view);
        await view.fold.catchUp();
        const live = view.store.answering();
        expect(live?.position).toBe(3);
        expect(view.rows()).toEqual(view.expected(3, new Set([2])));
        expect(view.store.deadLetters.list(live?.number ?? 0, 0, 10)).toEqual([
          { position: 2, error: "I cannot take x", failedAt: T0, tries: 1 },
        ]);
      }));

    it("is kept too where nothing answers yet", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        poisoned(view);
        await view.build();
        expect(view.rows()).toEqual(view.expected(3, new Set([2])));
        expect(view.store.deadLetters.count(view.store.answering()?.number ?? 0)).toBe(1);
      }));

    it("stops a generation that is built beside the live one, which goes on", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        poisoned(view);
        await view.build();
        await view.build();
        expect(view.store.building()).toMatchObject({
          position: 1,
          stopped_at: 2,
          error: "I cannot take x",
        });
        expect(view.store.hasWork()).toBe(false);
        view.log.append("a-1", "Added", { name: "y", value: 1 });
        await view.fold.catchUp();
        expect(view.rows()).toEqual(view.expected(4, new Set([2])));
        view.projection.mended = true;
        await view.build();
        expect(view.rows()).toEqual(view.expected(4));
        expect(view.store.deadLetters.count(view.store.answering()?.number ?? 0)).toBe(0);
      }));

    it("stays, with one try more, when it is taken anew too early", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        poisoned(view);
        await view.build();
        expect(valueOf(await retry(view, 2))).toEqual({ taken: 0, left: 1 });
        const number = view.store.answering()?.number ?? 0;
        expect(view.store.deadLetters.list(number, 0, 10)).toMatchObject([{ tries: 2 }]);
      }));

    it.each([2, "all"] as const)("is taken by a retry of %s after the mend", (which) =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        poisoned(view);
        await view.build();
        view.projection.mended = true;
        expect(valueOf(await retry(view, which))).toEqual({ taken: 1, left: 0 });
        expect(view.rows()).toEqual(view.expected(3));
        expect(valueOf(await retry(view, "all"))).toEqual({ taken: 0, left: 0 });
      }),
    );

    it("is tried again behind those that were tried less", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        poisoned(view);
        view.log.append("a-1", "Poison", { name: "x", value: 10 });
        await view.build();
        await retry(view, 2);
        const number = view.store.answering()?.number ?? 0;
        expect(view.store.deadLetters.leastTried(number, 1)).toEqual([4]);
        expect(view.store.deadLetters.leastTried(number, 2)).toEqual([4, 2]);
      }));

    it("is not found where it is none", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        poisoned(view);
        for (const which of [1, 3, 99]) {
          const outcome = await retry(view, which);
          expect(outcome).toMatchObject({ problem: { code: "dead-letter-not-found" } });
        }
        await view.build();
        expect(await retry(view, 3)).toMatchObject({
          problem: { code: "dead-letter-not-found" },
        });
      }));

    it("is none of all there are where nothing answers yet", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        poisoned(view);
        expect(valueOf(await retry(view, "all"))).toEqual({ taken: 0, left: 0 });
      }));

    it("is one also whose row would be too long to be stored", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        const evolve: Projection["evolve"] = (rows, { position }) =>
          rows.set(["text", position], "x".repeat(position === 2 ? 600_000 : 10));
        view.projection.evolve = evolve;
        poisoned(view);
        await view.build();
        expect(view.rows().size).toBe(2);
        expect(view.store.deadLetters.count(view.store.answering()?.number ?? 0)).toBe(1);
      }));
  });
}
