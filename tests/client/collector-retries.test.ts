import { describe, expect, it } from "vitest";
import { Collecting } from "../support/collecting.ts";

describe("a collector whose request fails", () => {
  it.each([
    ["was refused a connection", { refuse: true }, 1],
    ["lost the answer", { loseAnswer: true }, 2],
    ["was cut off within the answer", { cutAfter: 10 }, 2],
    ["is answered by 500", { status: 500 }, 1],
    ["is answered by 408", { status: 408 }, 1],
    ["is answered by 429", { status: 429 }, 1],
    ["is answered by somebody else", { status: 200 }, 1],
  ])("sends the same again when it %s, and it counts once", async (_, fault, requests) => {
    await using shop = await Collecting.started();
    shop.fail(fault);
    const ids = shop.click(3);
    await shop.collector.flush();
    expect(shop.collector.status()).toMatchObject({ waiting: 3, sent: 0 });
    expect(shop.collector.status().lastError).toBeInstanceOf(Error);
    await shop.waits(500);
    shop.clock.pass(500);
    await shop.arrived(ids);
    expect(shop.sizes).toEqual(Array.from({ length: requests }, () => 3));
    expect(shop.collector.status()).toMatchObject({ sent: 3 });
  });

  it("waits twice as long each time, by chance, up to a minute, and from the beginning after a success", async () => {
    await using shop = await Collecting.started();
    shop.click(1);
    shop.fail(...Array.from({ length: 9 }, () => ({ refuse: true })));
    await shop.collector.flush();
    for (const wait of [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]) {
      await shop.waits(wait);
      // What is collected meanwhile does not hurry it.
      shop.click(60);
      await shop.waits(wait);
      shop.clock.pass(wait);
    }
    await expect.poll(() => shop.collector.status().waiting).toBe(0);
    shop.fail({ refuse: true });
    shop.click(1);
    await shop.collector.flush();
    await shop.waits(500);
  });

  it("waits as long as Retry-After says, and then by chance", async () => {
    await using shop = await Collecting.started();
    shop.fail({ status: 429, headers: { "retry-after": "7" } });
    const ids = shop.click(1);
    await shop.collector.flush();
    await shop.waits(7500);
    shop.clock.pass(7500);
    await shop.arrived(ids);
  });

  it("tries at once when it is asked to", async () => {
    await using shop = await Collecting.started();
    shop.fail({ status: 503, headers: { "retry-after": "60" } });
    const ids = shop.click(1);
    await shop.collector.flush();
    await shop.collector.flush();
    await shop.arrived(ids);
    expect(shop.clock.waits()).toEqual([]);
  });

  it("sends no batch behind one that failed", async () => {
    await using shop = await Collecting.started({ batchEvents: 2, maxEvents: 4 });
    shop.fail({}, { refuse: true });
    shop.click(4);
    await shop.waits(500);
    expect(shop.sizes).toEqual([2]);
    expect(shop.collector.status()).toMatchObject({ waiting: 2, sent: 2 });
  });
});

describe("a collector that is refused", () => {
  it.each([401, 403, 404, 405])("does not try again by itself after %i", async (status) => {
    await using shop = await Collecting.started();
    shop.fail({ status });
    const ids = shop.click(2);
    await shop.collector.flush();
    const more = shop.click(100);
    expect([shop.clock.waits(), shop.proxy.asked.length]).toEqual([[], 1]);
    expect(shop.collector.status()).toMatchObject({ waiting: 102, lastError: { status } });
    await shop.collector.flush();
    await shop.arrived([...ids, ...more]);
  });

  it("sends in parts what is too large, and drops what is too large by itself", async () => {
    await using shop = await Collecting.started();
    shop.eye.mostBytes = 1500;
    const before = shop.click(5);
    const [large = ""] = shop.click(1, { text: "x".repeat(2000) });
    const after = shop.click(6);
    await shop.collector.flush();
    await shop.arrived([...before, ...after]);
    expect(shop.dropped).toEqual([
      { reason: "unfit", category: "click", data: { n: 0, text: "x".repeat(2000) } },
    ]);
    expect(shop.collector.status()).toMatchObject({
      sent: 11,
      dropped: 1,
      lastError: { status: 413 },
    });
    expect(shop.eye.events.has(large)).toBe(false);
  });

  it("finds the event that makes a body unreadable, and drops no other", async () => {
    await using shop = await Collecting.started();
    const before = shop.click(17);
    shop.collector.collect("poison", { n: 1 });
    const after = shop.click(32);
    await shop.arrived([...before, ...after]);
    expect(shop.dropped).toEqual([{ reason: "unfit", category: "poison", data: { n: 1 } }]);
    expect(shop.collector.status().lastError).toMatchObject({
      message: "The body cannot be read.",
    });
  });

  it("goes on behind unfit events as long as others between them are taken", async () => {
    await using shop = await Collecting.started();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      shop.collector.collect("poison", { n });
      ids.push(...shop.click(1));
    }
    await shop.collector.flush();
    expect([...shop.eye.events.keys()]).toEqual(ids);
    expect(shop.collector.status()).toMatchObject({ waiting: 0, sent: 5, dropped: 5 });
  });

  it("does not drop all that waits at a server that can read nothing", async () => {
    await using shop = await Collecting.started();
    shop.eye.mostBytes = 1;
    shop.click(40);
    await shop.collector.flush();
    expect(shop.collector.status()).toMatchObject({ waiting: 38, dropped: 2 });
    expect(shop.proxy.asked.length).toBeLessThan(12);
    await shop.waits(500);
  });

  it.each([400, 422])("drops nothing for a %i of something that is not Foldlog", async (status) => {
    await using shop = await Collecting.started();
    shop.fail(...Array.from({ length: 20 }, () => ({ status })));
    shop.click(40);
    for (let tries = 1; tries <= 20; tries += 1) await shop.collector.flush();
    expect(shop.collector.status()).toMatchObject({ waiting: 40, dropped: 0 });
    expect(shop.proxy.asked).toHaveLength(20);
    await shop.collector.flush();
    expect(shop.collector.status()).toMatchObject({ waiting: 0, sent: 40, dropped: 0 });
  });
});
