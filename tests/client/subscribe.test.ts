import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../client/new-id.ts";
import type { Fault } from "../support/faulty-proxy.ts";
import { follow } from "../support/follow.ts";
import { RunningFoldlog } from "../support/running-foldlog.ts";

let running: RunningFoldlog;

beforeAll(async () => void (running = await RunningFoldlog.start()));
beforeEach(() => {
  running.proxy.faults.splice(0);
  running.proxy.asked.splice(0);
});
afterAll(() => running[Symbol.asyncDispose]());

const append = (stream: string, count: number, type = "A") =>
  running.near.append(
    stream,
    Array.from({ length: count }, (_, n) => ({ type, data: { n, pad: "ü".repeat(n % 40) } })),
  );
const until = (holds: () => unknown) =>
  expect.poll(holds, { timeout: 30_000, interval: 10 }).toBeTruthy();
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

describe("Foldlog.subscribe", () => {
  it("gives every event once, in order, however connections break", async () => {
    const fault: fc.Arbitrary<Fault> = fc.oneof(
      fc.record({ cutAfter: fc.integer({ min: 1, max: 30_000 }), rewind: fc.nat(20) }),
      fc.record({ cutAfter: fc.integer({ min: 1, max: 500 }) }),
      fc.record({ rewind: fc.nat(20), cutAfter: fc.constant(2000) }),
      fc.constant({ refuse: true }),
      fc.constant({ status: 502 }),
      fc.constant({ status: 200, headers: { "content-type": "text/html" } }),
    );
    const faults = fc.array(fault, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(faults, async (script) => {
        const stream = `broken-${newId()}`;
        await append(stream, 80);
        running.proxy.faults.push(...script);
        const following = follow(running.far, { stream });
        for (let i = 0; i < 10; i += 1) await append(stream, 5);
        await until(() => following.events.length >= 130);
        await append(stream, 1);
        await until(() => following.events.length >= 131);
        await following.stop();
        expect(following.revisions()).toEqual(upTo(131));
        expect(following.states()).toMatch(
          /^(connecting (catching-up (live )?)?waiting )*connecting catching-up live$/,
        );
      }),
      { numRuns: 8 },
    );
  });

  it("tells what it does", async () => {
    await append("told-1", 3);
    running.proxy.faults.push({ refuse: true }, { cutAfter: 10 });
    const following = follow(running.far, { stream: "told-1" });
    await until(() => following.states().endsWith("live"));
    const { position } = await append("told-1", 1);
    await until(() => following.events.length === 4);
    await running.proxy.down();
    await until(() => following.statuses.length >= 12);
    await running.proxy.up();
    await until(() => following.states().endsWith("live"));
    await following.stop();
    expect(following.states()).toMatch(
      /^connecting waiting connecting catching-up waiting connecting catching-up live( waiting connecting)+ catching-up live$/,
    );
    const waits = following.statuses.filter((status) => status.state === "waiting");
    for (const { retryInMs, reason } of waits) {
      expect(retryInMs).toBeGreaterThanOrEqual(100);
      expect(retryInMs).toBeLessThanOrEqual(5000);
      expect(reason).toBeInstanceOf(Error);
    }
    expect(following.statuses.at(-1)).toEqual({ state: "live", head: position });
    expect(following.revisions()).toEqual(upTo(4));
  });

  it("begins at the end for now, and goes on from there", async () => {
    await append("now-1", 5);
    running.proxy.faults.push({ refuse: true });
    const following = follow(running.far, { after: "now" });
    await until(() => following.states().endsWith("live"));
    await running.proxy.down();
    await append("now-1", 2);
    await running.proxy.up();
    await until(() => following.events.length === 2);
    await following.stop();
    expect(following.revisions()).toEqual([6, 7]);
  });

  it("begins behind a position", async () => {
    const { events } = await append("behind-1", 5);
    const following = follow(running.far, { stream: "behind-1", after: events[2]?.position ?? 0 });
    await until(() => following.events.length === 2);
    await following.stop();
    expect(following.revisions()).toEqual([4, 5]);
  });

  it("filters, and goes on behind what the filter passed over", async () => {
    const { position: first } = await append("filter-1", 1, "B");
    const following = follow(running.far, { type: ["B", "C"], category: "filter", q: '"n":0' });
    await until(() => following.states().endsWith("live"));
    await append("filter-1", 1000);
    const { position } = await append("filter-1", 1000);
    await append("filter-1", 2, "C");
    await until(() => following.events.length === 2);
    await running.proxy.down();
    await running.proxy.up();
    await until(() => running.proxy.asked.length === 2);
    await following.stop();
    expect(following.revisions()).toEqual([1, 2002]);
    const [before, after] = running.proxy.asked.map(
      (path) => new URLSearchParams(path.split("?")[1]),
    );
    expect([before?.getAll("type"), before?.get("after")]).toEqual([["B", "C"], "0"]);
    expect([after?.getAll("type"), after?.get("q")]).toEqual([["B", "C"], '"n":0']);
    expect(Number(after?.get("after"))).toBeGreaterThan(position);
    expect(position).toBe(first + 2000);
  });

  it("goes on when the runtime was killed and started again", async () => {
    await append("killed-1", 10);
    const following = follow(running.far, { stream: "killed-1" });
    await until(() => following.events.length === 10);
    await running.kill();
    await until(() => following.states().endsWith("waiting"));
    await running.revive();
    await append("killed-1", 10);
    await until(() => following.events.length === 20);
    await following.stop();
    expect(following.revisions()).toEqual(upTo(20));
  });

  it("waits as long as Retry-After says", async () => {
    running.proxy.faults.push({ status: 503, headers: { "retry-after": "1" } });
    const following = follow(running.far, { after: "now" });
    await until(() => following.states() === "connecting waiting");
    const began = performance.now();
    expect(following.statuses[1]).toMatchObject({ retryInMs: 1000, reason: { status: 503 } });
    await until(() => following.states().endsWith("live"));
    expect(performance.now() - began).toBeGreaterThan(900);
    await following.stop();
  });
});
