import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LiveStatus } from "../../client/subscribe.ts";
import { follow } from "../support/follow.ts";
import { RunningFoldlog } from "../support/running-foldlog.ts";

let running: RunningFoldlog;

beforeAll(async () => void (running = await RunningFoldlog.start()));
beforeEach(() => {
  running.proxy.faults.splice(0);
  running.proxy.asked.splice(0);
});
afterAll(() => running[Symbol.asyncDispose]());

const append = (stream: string, count: number) =>
  running.near.append(
    stream,
    Array.from({ length: count }, (_, data) => ({ type: "A", data })),
  );
const until = (holds: () => unknown) =>
  expect.poll(holds, { timeout: 30_000, interval: 10 }).toBeTruthy();

describe("the end of a subscription", () => {
  it("ends by its signal and closes its connection", async () => {
    await append("signal-1", 3);
    const following = follow(running.far, { stream: "signal-1" });
    await until(() => following.states().endsWith("live"));
    expect(running.proxy.open).toBe(1);
    await following.stop();
    await until(() => running.proxy.open === 0);
    expect([following.events.length, running.proxy.asked.length]).toEqual([3, 1]);
  });

  it("gives nothing more behind its signal, also of what has come already", async () => {
    await append("at-once-1", 50);
    const stop = new AbortController();
    let count = 0;
    for await (const { revision } of running.far.subscribe({
      stream: "at-once-1",
      signal: stop.signal,
    })) {
      count += 1;
      if (revision === 3) stop.abort();
    }
    expect(count).toBe(3);
    await until(() => running.proxy.open === 0);
  });

  it.each(["connecting", "catching-up", "live", "waiting"])(
    "ends when the signal is given while it is %s",
    async (state) => {
      if (state === "waiting")
        running.proxy.faults.push({ status: 503, headers: { "retry-after": "60" } });
      const stop = new AbortController();
      const onStatus = (status: LiveStatus) => status.state === state && stop.abort();
      const options = { after: "now", signal: stop.signal, onStatus } as const;
      expect(await Array.fromAsync(running.far.subscribe(options))).toEqual([]);
      await until(() => running.proxy.open === 0);
      expect(running.proxy.asked.length).toBeLessThanOrEqual(1);
    },
  );

  it("closes its connection when its reader leaves", async () => {
    await append("break-1", 3);
    for await (const { revision } of running.far.subscribe({ stream: "break-1" })) {
      if (revision < 2) continue;
      expect(running.proxy.open).toBe(1);
      break;
    }
    await until(() => running.proxy.open === 0);
  });

  it("throws what is wrong with a question, at once", async () => {
    const following = follow(running.far, { category: "No" });
    await expect(following.ended).rejects.toMatchObject({ status: 400, code: "invalid-query" });
    expect([following.states(), running.proxy.asked.length]).toEqual(["connecting", 1]);
  });

  it("throws what its reader throws in onStatus", async () => {
    const onStatus = ({ state }: LiveStatus) => {
      if (state === "catching-up") throw new Error("mine");
    };
    await expect(running.far.subscribe({ onStatus }).next()).rejects.toThrow("mine");
    await until(() => running.proxy.open === 0);
  });
});
