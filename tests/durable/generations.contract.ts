import { describe, expect, it } from "vitest";
import { ViewFold } from "../../durable/view-fold.ts";
import { T0, type WithStorage } from "../support/log-harness.ts";
import { TallyView } from "../support/view-harness.ts";

const add = (view: TallyView, name: string, value: number) =>
  view.log.append("a-1", "Added", { name, value });

/** What every view promises of its generations. */
export function describeGenerations(withStorage: WithStorage): void {
  describe("a generation", () => {
    it("answers from the live generation while another is built, which then takes its place", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        for (let i = 1; i <= 10; i += 1) add(view, "x", i);
        await view.build();
        const first = view.store.answering()?.number;
        view.store.begin("next", T0);
        await view.fold.step("next");
        add(view, "y", 1);
        await view.fold.catchUp();
        expect(view.store.answering()).toMatchObject({ number: first, position: 11 });
        expect(view.store.building()?.position).toBe(3);
        await view.fold.build();
        expect(view.store.answering()?.number).toBe(Number(first) + 1);
        expect(view.rows()).toEqual(view.expected(11));
        const tables = storage.all("SELECT name FROM sqlite_master WHERE name LIKE 'rows_%'");
        expect(tables).toEqual([{ name: `rows_${Number(first) + 1}` }]);
      }));

    it("is at the head when it has caught up, though a generation came into its place meanwhile", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        add(view, "x", 1);
        await view.build();
        view.store.begin("next", T0);
        await view.fold.step("next");
        add(view, "x", 2);
        const caughtUp = view.fold.catchUp();
        await Promise.resolve();
        expect(view.store.promote()).toBe(true);
        await caughtUp;
        expect(view.store.answering()).toMatchObject({ number: 2, position: 2 });
      }));

    it("does not go back to a generation that is behind the live one", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        add(view, "x", 1);
        await view.build();
        view.store.begin("next", T0);
        await view.fold.step("next");
        add(view, "x", 2);
        await view.fold.catchUp();
        expect(view.store.promote()).toBe(false);
        expect(view.store.answering()).toMatchObject({ number: 1, position: 2 });
      }));

    it("never uses a generation's number again, so that no entity tag means two things", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        const numbers: (number | undefined)[] = [];
        for (let i = 0; i < 3; i += 1) {
          await view.build();
          numbers.push(view.store.answering()?.number);
          view.store.destroy();
        }
        expect(numbers).toEqual([1, 2, 3]);
      }));

    it("does not answer with rows of another version, and builds them anew", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        add(view, "x", 1);
        await view.build();
        view.projection.version = 2;
        expect([view.store.answering(), view.store.isOutdated()]).toEqual([undefined, true]);
        await view.build();
        expect(view.store.answering()).toMatchObject({ version: 2, position: 1 });
        expect(view.store.isOutdated()).toBe(false);
        view.store.destroy();
        view.store.begin("next", T0);
        view.projection.version = 3;
        expect([view.store.hasWork(), view.store.isOutdated()]).toEqual([false, true]);
      }));

    it("is built for ten seconds at a time", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        for (let i = 0; i < 30; i += 1) add(view, "x", 1);
        let second = 0;
        const now = () => new Date(Date.parse(T0) + 1000 * (second += 1)).toISOString();
        const slow = new ViewFold(view.store, { slice: view.slice, attach: async () => {} }, now);
        view.store.begin("next", T0);
        await slow.build();
        expect(view.store.building()?.position).toBeGreaterThan(0);
        expect(view.store.answering()).toBeUndefined();
        for (let i = 0; i < 5; i += 1) await slow.build();
        expect(view.store.answering()?.position).toBe(30);
      }));
  });
}
