import { describe, expect, it } from "vitest";
import { verify } from "../../durable/verify.ts";
import { ViewFold } from "../../durable/view-fold.ts";
import { T0, type WithStorage } from "../support/log-harness.ts";
import { TallyView } from "../support/view-harness.ts";

const now = () => T0;

async function built(view: TallyView): Promise<TallyView> {
  for (let i = 1; i <= 10; i += 1) view.log.append("a-1", "Added", { name: "x", value: i });
  await view.build();
  return view;
}

const tables = ({ storage }: TallyView) =>
  storage.all("SELECT name FROM sqlite_master WHERE name LIKE 'rows_%'");

const noLog = () => Promise.reject(new Error("No log"));

/** What a verification promises besides its verdict. */
export function describeVerification(withStorage: WithStorage): void {
  describe("a verification", () => {
    it("ends, and leaves nothing behind, when the view is destroyed meanwhile or before", () =>
      withStorage(async (storage) => {
        const view = await built(new TallyView(storage));
        const verdict = verify(view.store, view.fold, now);
        view.store.destroy();
        const code = { ok: false, problem: { code: "view-rebuilding" } };
        expect(await verdict).toMatchObject(code);
        expect(await verify(view.store, view.fold, now)).toMatchObject(code);
        expect([view.store.generations.get("check"), tables(view)]).toEqual([undefined, []]);
      }));

    it("leaves nothing behind when the log cannot be read", () =>
      withStorage(async (storage) => {
        const view = await built(new TallyView(storage));
        const broken = new ViewFold(view.store, { slice: noLog, attach: noLog }, now);
        await expect(verify(view.store, broken, now)).rejects.toThrow("No log");
        expect(view.store.generations.get("check")).toBeUndefined();
        expect(tables(view)).toHaveLength(1);
      }));

    it("is of the generation that came into the place of the live one meanwhile", () =>
      withStorage(async (storage) => {
        const view = await built(new TallyView(storage));
        const verdict = verify(view.store, view.fold, now);
        view.store.begin("next", T0);
        await view.fold.build();
        view.log.append("a-1", "Added", { name: "y", value: 1 });
        await view.fold.catchUp();
        expect(await verdict).toMatchObject({ ok: true, value: { identical: true, different: 0 } });
        expect(tables(view)).toHaveLength(1);
      }));
  });
}
