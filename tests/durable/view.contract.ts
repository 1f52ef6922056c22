import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Projection } from "../../core/projection.ts";
import { verify } from "../../durable/verify.ts";
import { T0, type WithStorage } from "../support/log-harness.ts";
import { TallyView } from "../support/view-harness.ts";

const event = fc.record({
  stream: fc.constantFrom("a-1", "a-2", "b-1"),
  type: fc.constantFrom("Added", "Added", "Removed"),
  data: fc.record({
    name: fc.oneof(
      { weight: 3, arbitrary: fc.constant("x") },
      fc.constantFrom("é", "\u0000\u0001", "😀", "\uFFFD", 'say "hi"', ""),
    ),
    value: fc.integer({ min: -5, max: 5 }),
  }),
});
type Happening = { stream: string; type: string; data: { name: string; value: number } };

const operation = fc.oneof(
  { weight: 6, arbitrary: event.map((happening) => ({ do: "append" as const, happening })) },
  { weight: 3, arbitrary: fc.constantFrom({ do: "ask" as const }, { do: "step" as const }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { do: "rebuild" as const },
      { do: "destroy" as const },
      { do: "race" as const },
    ),
  },
);

const append = (view: TallyView, { stream, type, data }: Happening) =>
  view.log.append(stream, type, data);
const added = (name: string, value: number, stream = "a-1"): Happening => ({
  stream,
  type: "Added",
  data: { name, value },
});

type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

async function carryOut(view: TallyView, one: Operation): Promise<void> {
  if (one.do === "append") append(view, one.happening);
  else if (one.do === "rebuild") view.store.begin("next", T0);
  else if (one.do === "destroy") view.store.destroy();
  else if (one.do === "step") await view.fold.step("next");
  else if (one.do === "race") await race(view);
  else await ask(view);
}

/** Everything at once, while events keep arriving. */
async function race(view: TallyView): Promise<void> {
  view.store.begin("next", T0);
  const all = [view.fold.build(), view.fold.catchUp(), view.fold.step("next")];
  append(view, added("x", 1));
  all.push(view.fold.catchUp(), view.fold.step("live"), view.fold.step("live"));
  await all[0];
  append(view, added("y", 1));
  await Promise.all(all);
}

/** As the object does for a question. */
async function ask(view: TallyView): Promise<void> {
  if (!view.store.answering()) await view.build();
  await view.fold.catchUp();
  expect(view.store.answering()?.position).toBe(view.log.events.length);
}

/** What every view promises. */
export function describeViews(withStorage: WithStorage, numRuns: number): void {
  describe("a view", () => {
    it("has the rows of a plain fold, whatever is done to it, and never a mixture", () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(operation, { minLength: 10, maxLength: 60, size: "max" }),
          (operations) =>
            withStorage(async (storage) => {
              const view = new TallyView(storage);
              for (const one of operations) {
                await carryOut(view, one);
                const live = view.store.answering();
                if (!live) continue;
                expect(view.rows()).toEqual(view.expected(live.position));
                expect(live.rows).toBe(view.rows().size);
              }
              await ask(view);
              await view.fold.build();
              expect(view.rows()).toEqual(view.expected(view.log.events.length));
              const verdict = await verify(view.store, view.fold, () => T0);
              expect(verdict).toMatchObject({ ok: true, value: { identical: true, different: 0 } });
            }),
        ),
        { numRuns },
      ));

    it("moves past events that its projection does not take", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        for (let i = 0; i < 10; i += 1) append(view, added("x", 1, "b-1"));
        await view.build();
        expect(view.store.answering()).toMatchObject({ position: 10, rows: 0 });
      }));

    it("takes fewer events at a time where rows are large", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        const evolve: Projection["evolve"] = (rows, { position }) => {
          for (let i = 0; i < 10; i += 1) rows.set(["text", position], "x".repeat(490_000));
        };
        view.projection.evolve = evolve;
        for (let i = 0; i < 3; i += 1) append(view, added("x", 1));
        view.store.begin("next", T0);
        expect(await view.fold.step("next")).toBe(false);
        expect(view.store.building()).toMatchObject({ position: 2, rows: 2 });
        await view.fold.build();
        expect(view.store.answering()).toMatchObject({ position: 3, rows: 3 });
      }));

    it("names the rows that are not what the log says", () =>
      withStorage(async (storage) => {
        const view = new TallyView(storage);
        for (const name of ["x", "y", "z"]) append(view, added(name, 1));
        await view.build();
        const table = `rows_${view.store.answering()?.number}`;
        storage.all(`UPDATE ${table} SET row = '{"count":7}' WHERE key LIKE '%sx%'`);
        storage.all(`DELETE FROM ${table} WHERE key LIKE '%sy%'`);
        expect(await verify(view.store, view.fold, () => T0)).toEqual({
          ok: true,
          value: {
            identical: false,
            position: 3,
            rows: 3,
            different: 2,
            differences: [
              '{"key":["name","x"],"expected":{"count":1,"sum":1},"found":{"count":7}}',
              '{"key":["name","y"],"expected":{"count":1,"sum":1},"found":null}',
            ],
          },
        });
      }));
  });
}
