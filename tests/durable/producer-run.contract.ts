import { expect, it } from "vitest";
import type { NewEvent } from "../../core/event-rows.ts";
import { failure, success } from "../../core/problem.ts";
import { migrate } from "../../durable/migrate.ts";
import { producerMigrations } from "../../durable/producer-migrations.ts";
import { ProducerRun } from "../../durable/producer-run.ts";
import type { SyncStorage } from "../../durable/storage.ts";
import { increment, T0, type WithStorage } from "../support/log-harness.ts";

const NOW = Date.parse(T0);
const TAKEN = success({});
const PLAN = { everyMs: 500, seconds: 10 };

export function describeProducerRun(withStorage: WithStorage): void {
  const on = (use: (run: ProducerRun, storage: SyncStorage) => void) =>
    withStorage((storage) => use(open(storage), storage));

  it("has nothing to do before a run was started", () =>
    on((run) => {
      run.stop();
      expect([run.wakeAt(), run.due(NOW)]).toEqual([undefined, undefined]);
      expect(run.status(NOW, true)).toEqual({
        allowed: true,
        running: false,
        everyMs: null,
        endsAt: null,
        sent: 0,
        lastError: null,
      });
    }));

  it("has an event due at once, and then one in each interval until its end", () =>
    on((run) => {
      run.start(PLAN, NOW);
      const sentAt: number[] = [];
      for (let now = NOW; now < NOW + 20_000; now += 100) {
        const event = run.due(now);
        if (!event) continue;
        sentAt.push(now - NOW);
        run.settle(event, TAKEN, now);
      }
      expect(sentAt).toEqual(Array.from({ length: 20 }, (_, i) => i * 500));
      expect(run.wakeAt()).toBeUndefined();
      expect(run.status(NOW + 20_000, true)).toMatchObject({ running: false, sent: 20 });
    }));

  it("gives one event, until it is known what came of it, and then another", () =>
    on((run, storage) => {
      run.start(PLAN, NOW);
      const event = mustBeDue(run, NOW);
      expect(run.due(NOW)).toEqual(event);
      expect(open(storage).due(NOW)).toEqual(event);
      run.settle(event, TAKEN, NOW);
      expect(run.due(NOW)).toBeUndefined();
      expect(run.due(NOW + 499)).toBeUndefined();
      expect(run.due(NOW + 500)?.id).not.toBe(event.id);
    }));

  it("counts an event once, whoever settles it twice", () =>
    on((run) => {
      run.start(PLAN, NOW);
      const event = mustBeDue(run, NOW);
      run.settle(event, TAKEN, NOW);
      run.settle(event, TAKEN, NOW + 1);
      expect(run.status(NOW + 1, true).sent).toBe(1);
      expect(run.wakeAt()).toBe(NOW + 500);
    }));

  it("does not make up for what it missed by a burst", () =>
    on((run) => {
      run.start(PLAN, NOW);
      const event = mustBeDue(run, NOW + 2250);
      run.settle(event, TAKEN, NOW + 2260);
      expect(run.due(NOW + 2499)).toBeUndefined();
      expect(run.wakeAt()).toBe(NOW + 2500);
    }));

  it("sends the same event again if there was no answer, and another if it was refused", () =>
    on((run) => {
      run.start(PLAN, NOW);
      const event = mustBeDue(run, NOW);
      run.settle(event, undefined, NOW);
      expect(run.status(NOW, true)).toMatchObject({ sent: 0, running: true });
      expect(run.status(NOW, true).lastError).toContain("did not answer");
      expect(run.due(NOW)).toBeUndefined();
      expect(run.due(NOW + 500)).toEqual(event);
      run.settle(event, failure("refused", "It says no."), NOW + 500);
      expect(run.status(NOW, true)).toMatchObject({ sent: 0, lastError: "refused: It says no." });
      const next = mustBeDue(run, NOW + 1000);
      expect(next.id).not.toBe(event.id);
      run.settle(next, TAKEN, NOW + 1000);
      expect(run.status(NOW, true)).toMatchObject({ sent: 1, lastError: "refused: It says no." });
    }));

  it("wakes for its end if that is before the next event, and ends", () =>
    on((run) => {
      run.start({ everyMs: 60_000, seconds: 1 }, NOW);
      const event = mustBeDue(run, NOW);
      run.settle(event, TAKEN, NOW);
      expect(run.wakeAt()).toBe(NOW + 1000);
      expect(run.status(NOW + 999, true).running).toBe(true);
      expect(run.status(NOW + 1000, true)).toMatchObject({ running: false, endsAt: null });
      expect(run.due(NOW + 1000)).toBeUndefined();
      expect(run.wakeAt()).toBeUndefined();
    }));

  it("stays stopped when the answer to its last event comes later, which counts", () =>
    on((run) => {
      run.start(PLAN, NOW);
      const event = mustBeDue(run, NOW);
      run.stop();
      run.settle(event, TAKEN, NOW + 10);
      expect(run.wakeAt()).toBeUndefined();
      expect(run.status(NOW + 10, true)).toMatchObject({ running: false, sent: 1 });
    }));

  it("knows nothing of the run that it replaced", () =>
    on((run) => {
      run.start(PLAN, NOW);
      const event = mustBeDue(run, NOW);
      run.start({ everyMs: 1000, seconds: 60 }, NOW + 100);
      run.settle(event, failure("refused", "It says no."), NOW + 200);
      expect(run.status(NOW + 200, true)).toEqual({
        allowed: true,
        running: true,
        everyMs: 1000,
        endsAt: "2026-01-01T00:01:00.100Z",
        sent: 0,
        lastError: null,
      });
      expect(run.wakeAt()).toBe(NOW + 100);
      expect(run.due(NOW + 200)?.id).not.toBe(event.id);
    }));

  it("tells nobody that it runs while that is not allowed", () =>
    on((run) => {
      run.start(PLAN, NOW);
      expect(run.status(NOW, false)).toMatchObject({
        allowed: false,
        running: false,
        everyMs: null,
        endsAt: null,
      });
    }));
}

function mustBeDue(run: ProducerRun, now: number): NewEvent {
  const event = run.due(now);
  if (event) return event;
  throw new Error("An event is due");
}

function open(storage: SyncStorage): ProducerRun {
  migrate(storage, producerMigrations, T0);
  return new ProducerRun(storage, () => increment(1));
}
