import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { CommitQueue } from "../../durable/commit-queue.ts";

/** A queue of numbers, whose size is their value; each durable() waits for a turn of the event loop. */
function open(fail: { commit?: number; durable?: boolean } = {}) {
  const commits: number[][] = [];
  const order: string[] = [];
  const queue = new CommitQueue<number, string>({
    commit(numbers) {
      commits.push([...numbers]);
      if (numbers.includes(fail.commit ?? -1)) throw new Error("commit failed");
      return numbers.map((n) =>
        n % 10 === 7 ? { error: new Error(`refused ${n}`) } : { result: `did ${n}` },
      );
    },
    async durable() {
      await setImmediate();
      if (fail.durable) throw new Error("disk failed");
      order.push("durable");
    },
    committed: () => order.push("committed"),
    sizeOf: (n) => n,
    maxBatch: 1000,
    maxWaiting: 3000,
  });
  return { queue, commits, order };
}

describe("the commit queue", () => {
  it("commits the first at once, and what arrives meanwhile together", async () => {
    const { queue, commits } = open();
    const results = await Promise.all(Array.from({ length: 200 }, () => queue.submit(1)));
    expect(commits.map((commit) => commit.length)).toEqual([1, 199]);
    expect(new Set(results)).toEqual(new Set(["did 1"]));
  });

  it("answers only what is durable", async () => {
    const { queue, commits } = open({ durable: true });
    await expect(queue.submit(1)).rejects.toThrow("disk failed");
    expect(commits).toEqual([[1]]);
  });

  it("tells of a commit when it is durable, and of none that failed", async () => {
    const { queue, order } = open({ commit: 13 });
    await queue.submit(1);
    await queue.submit(13).catch(() => order.push("failed"));
    await queue.submit(2);
    expect(order).toEqual(["durable", "committed", "failed", "durable", "committed"]);
  });

  it("keeps the order and bounds a commit by size, but for a single command", async () => {
    const { queue, commits } = open();
    await Promise.all([400, 600, 400, 1, 2000, 1].map((n) => queue.submit(n)));
    expect(commits).toEqual([[400], [600, 400], [1], [2000], [1]]);
  });

  it("is full when more would wait than it may, but takes any command when none waits", async () => {
    const { queue } = open();
    expect(queue.isFullFor(5000)).toBe(false);
    const first = queue.submit(5000);
    const second = queue.submit(2500);
    expect(queue.isFullFor(500)).toBe(false);
    expect(queue.isFullFor(501)).toBe(true);
    await Promise.all([first, second]);
    expect(queue.isFullFor(501)).toBe(false);
  });

  it("rejects the one that failed, or all of a commit that failed, and goes on", async () => {
    const { queue } = open({ commit: 13 });
    const settled = await Promise.allSettled([1, 17, 2].map((n) => queue.submit(n)));
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const failed = await Promise.allSettled([1, 13, 2].map((n) => queue.submit(n)));
    expect(failed.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
    await expect(queue.submit(3)).resolves.toBe("did 3");
  });
});
