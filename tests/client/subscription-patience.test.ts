import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { subscribe, type LiveStatus } from "../../client/subscribe.ts";

describe("a subscription's patience", () => {
  const SILENCE_MS = 35_000;

  /** Subscribes to a server that says what it is told to and then nothing. */
  function silent(frames: readonly string[], ends = false) {
    const opened: (number | "now")[] = [];
    const states: string[] = [];
    const open = (after: number | "now", { signal }: RequestInit) => {
      opened.push(after);
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (const frame of frames) controller.enqueue(new TextEncoder().encode(frame));
          if (ends) controller.close();
          else signal?.addEventListener("abort", () => controller.error(signal.reason));
        },
      });
      const headers = { "content-type": "text/event-stream" };
      return Promise.resolve(new Response(body, { headers }));
    };
    const stop = new AbortController();
    const onStatus = (status: LiveStatus) =>
      void states.push("reason" in status ? status.reason.message : status.state);
    const feed = subscribe({ open, after: 0, signal: stop.signal, onStatus });
    return { feed, opened, states, stop };
  }

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("ends with a server that falls silent", async () => {
    const { feed, opened, states, stop } = silent(["id: 4\ndata: {}\n\n"]);
    await feed.next();
    const more = feed.next();
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    expect(opened).toEqual([0]);
    await vi.advanceTimersByTimeAsync(1 + 5000);
    expect([opened, states[2]]).toEqual([[0, 4], "The server fell silent."]);
    stop.abort();
    expect((await more).done).toBe(true);
  });

  it("does not end while its reader takes time", async () => {
    const { feed, opened, stop } = silent(["id: 4\ndata: {}\n\n", "id: 5\ndata: {}\n\n"]);
    await feed.next();
    await vi.advanceTimersByTimeAsync(10 * SILENCE_MS);
    expect((await feed.next()).done).toBe(false);
    expect(opened).toEqual([0]);
    stop.abort();
    expect((await feed.next()).done).toBe(true);
  });

  it.each<[string, string, readonly [number, number]]>([
    [
      "waits longer for a server that tells nothing new",
      "event: caught-up\nid: 0\ndata: {}\n\n",
      [13, 35],
    ],
    ["comes back soon to a server that was there for long", ": still here\n\n", [300, 601]],
  ])("%s and ends again and again", async (_, frame, [atLeast, atMost]) => {
    const { feed, opened, stop } = silent([frame], true);
    const more = feed.next();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened.length).toBeGreaterThanOrEqual(atLeast);
    expect(opened.length).toBeLessThanOrEqual(atMost);
    stop.abort();
    await more;
  });
});
