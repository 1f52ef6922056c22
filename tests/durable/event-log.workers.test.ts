import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { EventLog } from "../../durable/event-log.ts";
import type { Append } from "../../durable/log-rpc.ts";
import {
  appendOf,
  codeOf,
  EVERYTHING,
  increment,
  newEvent,
  valueOf,
} from "../support/log-harness.ts";

const newLog = () => env.LOG.get(env.LOG.newUniqueId());
const currentState = { stream: "counter-main", until: { revision: Number.MAX_SAFE_INTEGER } };

describe("the object of a log", () => {
  it("loses and doubles nothing when 200 appends arrive at once", async () => {
    const log = newLog();
    const appends = Array.from({ length: 200 }, () =>
      log.append(appendOf("counter-main", [increment(1)])),
    );
    const positions = (await Promise.all(appends)).map(
      (outcome) => valueOf(outcome).spans[0]?.position,
    );
    expect(positions.toSorted((a = 0, b = 0) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
    expect(valueOf(await log.state(currentState)).state).toBe('{"value":200}');
  });

  it("lets one of many win that expect the same revision", async () => {
    const log = newLog();
    for (const expected of ["none", 1, 2] as const) {
      const appends = Array.from({ length: 30 }, () =>
        log.append(appendOf("a-1", [newEvent("A", 0)], expected)),
      );
      const codes = (await Promise.all(appends)).map((outcome) => codeOf(outcome));
      expect(codes.filter((code) => code === "success")).toHaveLength(1);
      expect(codes.filter((code) => code === "wrong-expected-revision")).toHaveLength(29);
    }
  });

  it("records an event once that is sent many times at once", async () => {
    const log = newLog();
    const append = appendOf("a-1", [newEvent("A", 0)]);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => log.append(append)));
    const appended = outcomes.map((outcome) => valueOf(outcome));
    expect(appended.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(appended.map(({ spans }) => spans[0]?.position))).toEqual(new Set([1]));
  });

  it("lets a command that is refused or breaks harm no other of the same commit", async () => {
    const log = newLog();
    const broken: Append = {
      stream: "a-1",
      expected: "any",
      rows: { texts: ["[[1,2"], count: 1, shared: {}, types: [] },
    };
    const settled = await runInDurableObject<EventLog, PromiseSettledResult<unknown>[]>(
      log,
      (instance) =>
        Promise.allSettled([
          instance.append(appendOf("a-1", [newEvent("A", 1)])),
          instance.append(appendOf("a-1", [newEvent("A", 2)], 7)),
          instance.append(broken),
          instance.append(appendOf("a-1", [newEvent("A", 3)])),
        ]),
    );
    expect(settled.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    const { text } = await log.slice({ ...EVERYTHING, shape: [["data", "data"]] });
    expect(text).toBe('{"data":1},{"data":3}');
  });

  it("refuses what it has no room for, and keeps the rest", async () => {
    const large = () => Array.from({ length: 16 }, () => newEvent("A", "x".repeat(250_000)));
    const codes = await runInDurableObject<EventLog, string[]>(newLog(), async (instance) => {
      const appends = Array.from({ length: 7 }, () => instance.append(appendOf("a-1", large())));
      return (await Promise.all(appends)).map((outcome) => codeOf(outcome));
    });
    expect(codes).toEqual([
      ...Array.from({ length: 4 }, () => "success"),
      "log-too-busy",
      "log-too-busy",
      "log-too-busy",
    ]);
  });

  it("is the same after it was evicted", async () => {
    const log = newLog();
    await log.append(appendOf("counter-main", [increment(3), increment(4)]));
    const before = await log.slice(EVERYTHING);
    await evictDurableObject(log);
    expect(await log.slice(EVERYTHING)).toEqual(before);
    await log.append(appendOf("counter-main", [increment(1)], 2));
    expect(valueOf(await log.state(currentState))).toMatchObject({
      state: '{"value":8}',
      revision: 3,
    });
  });

  it("keeps all that it acknowledged when it is aborted in the middle of appends", async () => {
    const name = crypto.randomUUID();
    const acknowledged: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const events = Array.from({ length: 60 }, () => increment(1));
      const appends = events.map(async (event) => {
        valueOf(await env.LOG.getByName(name).append(appendOf("counter-main", [event])));
        acknowledged.push(event.id);
      });
      // Some have been committed by now, some wait, some have not arrived.
      await Promise.race(appends);
      await abortAllDurableObjects();
      await Promise.allSettled(appends);
    }
    const log = env.LOG.getByName(name);
    const { text, count, end } = await log.slice({
      ...EVERYTHING,
      shape: [
        ["id", "id"],
        ["position", "position"],
      ],
    });
    const stored: { id: string; position: number }[] = JSON.parse(`[${text}]`);
    expect(count).toBe(end);
    expect(stored.map(({ position }) => position)).toEqual(stored.map((_, i) => i + 1));
    expect(new Set(stored.map(({ id }) => id)).size).toBe(count);
    expect(new Set(stored.map(({ id }) => id)).isSupersetOf(new Set(acknowledged))).toBe(true);
    expect(valueOf(await log.state(currentState)).state).toBe(`{"value":${count}}`);
  });
});
