import {
  evictDurableObject,
  reset,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EventLog } from "../../durable/event-log.ts";
import { Producer } from "../../durable/producer.ts";
import { appendOf, EVERYTHING, newEvent, valueOf } from "../support/log-harness.ts";

/** So far ahead that no alarm rings by itself. */
const START = Date.parse("2100-01-01T00:00:00Z");
const PLAN = { everyMs: 1000, seconds: 10 };

const producer = () => env.PRODUCER_OBJECT.getByName("main");
const log = () => env.LOG.getByName("main");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
});
afterEach(async () => {
  vi.useRealTimers();
  await reset();
});

interface Sent {
  readonly type: string;
  readonly stream: string;
  readonly source: string;
  readonly id: string;
  readonly data: { readonly value: number };
}

async function sent(): Promise<Sent[]> {
  return JSON.parse(`[${(await log().slice(EVERYTHING)).text}]`);
}

/** Rings the alarm at so many milliseconds of the run; whether there was one. */
function ring(atMs: number): Promise<boolean> {
  vi.setSystemTime(START + atMs);
  return runDurableObjectAlarm(producer());
}

function alarm(): Promise<number | null> {
  return runInDurableObject<Producer, number | null>(producer(), (_, { storage }) =>
    storage.getAlarm(),
  );
}

/** Does something to the object as it is with another value of PRODUCER. */
function withProducer(
  value: string | undefined,
  use: (one: Producer) => Promise<unknown>,
): Promise<void> {
  const variables = value === undefined ? {} : { PRODUCER: value };
  return runInDurableObject<Producer, void>(producer(), async (_, state) => {
    await use(new Producer(state, { LOG: env.LOG, ...variables }));
  });
}

describe("the object of the producer", () => {
  it("appends a random counter event at each alarm, until the run ends", async () => {
    expect(valueOf(await producer().start(PLAN))).toEqual({
      allowed: true,
      running: true,
      everyMs: 1000,
      endsAt: "2100-01-01T00:00:10.000Z",
      sent: 0,
      lastError: null,
    });
    for (let second = 0; second <= 10; second += 1) {
      expect(await alarm()).toBe(START + second * 1000);
      expect(await ring(second * 1000)).toBe(true);
    }
    expect(await alarm()).toBeNull();
    expect(await producer().status()).toMatchObject({ running: false, sent: 10, lastError: null });
    const events = await sent();
    expect(events).toHaveLength(10);
    expect(new Set(events.map(({ id }) => id)).size).toBe(10);
    for (const { type, data, stream, source } of events) {
      expect([stream, source]).toEqual(["counter-main", "producer"]);
      expect(["INCREMENT", "DECREMENT"]).toContain(type);
      expect([1, 2, 3, 4, 5]).toContain(data.value);
    }
  });

  it("sends one event for an alarm that rings twice", async () => {
    await producer().start(PLAN);
    await ring(0);
    expect(await ring(0)).toBe(true);
    await runInDurableObject<Producer, void>(producer(), (one) => one.alarm());
    expect(await sent()).toHaveLength(1);
    expect(await alarm()).toBe(START + 1000);
  });

  it("counts an event once that it sends again after a restart", async () => {
    await producer().start(PLAN);
    const before = await storedRun();
    await ring(0);
    // As if the object had ended after the log took the event, and before it wrote that down.
    await runInDurableObject<Producer, void>(producer(), (_, { storage }) => {
      storage.sql.exec(
        "UPDATE run SET next_event = ?, due_ms = ?, sent = 0",
        before.next_event,
        before.due_ms,
      );
    });
    await evictDurableObject(producer());
    await ring(100);
    expect(await sent()).toHaveLength(1);
    expect((await producer().status()).sent).toBe(1);
    expect(await alarm()).toBe(START + 1000);
  });

  it("sets its alarm again if that was lost", async () => {
    await producer().start(PLAN);
    await ring(0);
    await runInDurableObject<Producer, void>(producer(), (_, { storage }) => storage.deleteAlarm());
    await evictDurableObject(producer());
    expect(await alarm()).toBe(START + 1000);
  });

  it("has no alarm after it was stopped, nor after a restart", async () => {
    await producer().start(PLAN);
    await ring(0);
    expect(await producer().stop()).toMatchObject({ running: false, sent: 1, everyMs: null });
    expect(await alarm()).toBeNull();
    await evictDurableObject(producer());
    expect(await alarm()).toBeNull();
    expect(await ring(1000)).toBe(false);
    expect(await sent()).toHaveLength(1);
  });

  it("tells what the log refuses, and goes on", async () => {
    const highest = newEvent("INCREMENT", { value: Number.MAX_SAFE_INTEGER });
    valueOf(await log().append(appendOf("counter-main", [highest])));
    // Up is refused, down is not. Each start draws anew what is sent first.
    do await producer().start({ everyMs: 100, seconds: 60 });
    while (JSON.parse((await storedRun()).next_event).type !== "INCREMENT");
    // Once in 2^50 there is no DECREMENT among so many.
    for (let i = 0; i < 50; i += 1) await ring(i * 100);
    const { sent: count, lastError, running } = await producer().status();
    expect(running).toBe(true);
    expect(lastError).toMatch(/^refused: The counter stands at \d+/);
    expect(count).toBeGreaterThan(0);
    expect(await sent()).toHaveLength(count + 1);
  });

  it("tells that the log does not answer, goes on, and sends the same event", async () => {
    const silence = vi.spyOn(console, "error").mockImplementation(() => {});
    await producer().start(PLAN);
    const { next_event: next } = await storedRun();
    await renameEvents("events", "hidden");
    await ring(0);
    expect(silence).toHaveBeenCalledOnce();
    silence.mockRestore();
    await renameEvents("hidden", "events");
    expect(await producer().status()).toMatchObject({
      running: true,
      sent: 0,
      lastError: "The log did not answer. The same event is sent again.",
    });
    await ring(1000);
    expect((await sent()).map(({ id }) => id)).toEqual([JSON.parse(next).id]);
    expect((await producer().status()).sent).toBe(1);
  });

  it("does not throw when its own storage is broken, and looks again", async () => {
    const silence = vi.spyOn(console, "error").mockImplementation(() => {});
    await producer().start(PLAN);
    await runInDurableObject<Producer, void>(producer(), async (one, { storage }) => {
      storage.sql.exec("DROP TABLE run");
      await one.alarm();
    });
    expect(silence).toHaveBeenCalledOnce();
    silence.mockRestore();
    expect(await alarm()).toBe(START + 60_000);
  });

  it.each([undefined, "", "ON", "off"])("is off where PRODUCER is %j", async (PRODUCER) => {
    await producer().start(PLAN);
    await ring(0);
    await withProducer(PRODUCER, async (one) => {
      const started = await one.start({ everyMs: 100, seconds: 1 });
      expect(started).toMatchObject({ ok: false, problem: { code: "producer-off" } });
      expect(await one.status()).toMatchObject({ allowed: false, running: false, sent: 1 });
    });
    expect(await producer().status()).toMatchObject({ running: true, everyMs: 1000 });
    vi.setSystemTime(START + 1000);
    await withProducer(PRODUCER, (one) => one.alarm());
    expect(await alarm()).toBeNull();
    expect(await producer().status()).toMatchObject({ allowed: true, running: false });
    expect(await sent()).toHaveLength(1);
  });

  it("can be stopped where it is off", async () => {
    await producer().start(PLAN);
    await withProducer("off", (one) => one.stop());
    expect(await alarm()).toBeNull();
    expect(await producer().status()).toMatchObject({ running: false });
  });
});

/** Without its table every append throws. */
function renameEvents(from: string, to: string): Promise<void> {
  return runInDurableObject<EventLog, void>(log(), (_, { storage }) => {
    storage.sql.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
  });
}

type StoredRun = { next_event: string; due_ms: number };

function storedRun(): Promise<StoredRun> {
  return runInDurableObject<Producer, StoredRun>(producer(), (_, { storage }) =>
    storage.sql.exec<StoredRun>("SELECT next_event, due_ms FROM run").one(),
  );
}
