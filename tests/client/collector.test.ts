import { describe, expect, it } from "vitest";
import { Collecting } from "../support/collecting.ts";

const FLUSH_MS = 5000;

describe("a collector", () => {
  it("sends an event as The Eye takes it, with the session of the collector", async () => {
    await using shop = await Collecting.started({ key: "fl_secret" });
    const { collector, eye } = shop;
    const ids = [collector.collect("click", { on: "buy" }), collector.collect("view", {})];
    await collector.flush();
    const [click, view] = ids.map((id) => eye.events.get(id ?? ""));
    expect(click).toEqual({
      id: ids[0],
      session_id: expect.stringMatching(/^[\da-f-]{36}$/),
      category: "click",
      name: "Shop",
      data: { on: "buy" },
      timestamp: "2026-01-31T12:00:00.000000Z",
    });
    expect(view).toMatchObject({ category: "view", session_id: click?.session_id });
    expect(eye.received).toMatchObject([{ contentType: "application/json", key: "fl_secret" }]);
    expect(collector.status()).toEqual({
      waiting: 0,
      sent: 2,
      quarantined: 0,
      dropped: 0,
      lastError: undefined,
    });
  });

  it("uses the session that it is given", async () => {
    await using shop = await Collecting.started({ sessionId: "mine" });
    shop.click(1);
    await shop.collector.flush();
    expect(shop.eye.session("mine")).toHaveLength(1);
  });

  it("sends what came within its time, as it was when it came", async () => {
    await using shop = await Collecting.started();
    const data = { on: "buy" };
    const id = shop.collector.collect("click", data) ?? "";
    data.on = "changed";
    const ids = [id, ...shop.click(3)];
    await shop.waits(FLUSH_MS);
    shop.clock.pass(FLUSH_MS - 1);
    expect(shop.eye.received).toEqual([]);
    shop.clock.pass(1);
    await shop.arrived(ids);
    expect(shop.sizes).toEqual([4]);
    expect(shop.eye.events.get(id)?.data).toEqual({ on: "buy" });
    expect(shop.clock.waits()).toEqual([]);
  });

  it("sends at once what fills a batch, and lets the rest wait for its time", async () => {
    await using shop = await Collecting.started({ batchEvents: 10 });
    const ids = shop.click(10);
    await shop.arrived(ids);
    expect(shop.sizes).toEqual([10]);
    const more = shop.click(3);
    await shop.waits(FLUSH_MS);
    shop.clock.pass(FLUSH_MS);
    await shop.arrived([...ids, ...more]);
    expect(shop.sizes).toEqual([10, 3]);
  });

  it("counts a batch in bytes, too", async () => {
    await using shop = await Collecting.started({ batchBytes: 2000 });
    const ids = shop.click(9, { text: "ü".repeat(200) });
    await shop.arrived(ids);
    expect(shop.sizes).toEqual([3, 3, 3]);
    for (const { bytes } of shop.eye.received) expect(bytes).toBeLessThan(2010);
  });

  it("collects while it sends, and sends in the order of collecting", async () => {
    await using shop = await Collecting.started({ batchEvents: 5 });
    const ids = shop.click(5);
    await expect.poll(() => shop.sizes).toEqual([5]);
    const more = shop.click(7);
    await Promise.all([shop.collector.flush(), shop.collector.flush()]);
    expect([...shop.eye.events.keys()]).toEqual([...ids, ...more]);
    expect(shop.sizes.reduce((sum, size) => sum + size)).toBe(12);
  });

  it("does not send again what was a duplicate or put into quarantine", async () => {
    await using shop = await Collecting.started();
    shop.collector.collect("odd", {});
    await shop.collector.flush();
    shop.collector.collect("odd", {});
    shop.click(1);
    await shop.collector.flush();
    expect(shop.sizes).toEqual([1, 2]);
    expect(shop.eye.quarantined.size).toBe(2);
    expect(shop.collector.status()).toMatchObject({
      waiting: 0,
      sent: 3,
      quarantined: 2,
      dropped: 0,
    });
  });

  it("sends once more when it is closed, and nothing after", async () => {
    await using shop = await Collecting.started();
    const ids = shop.click(2);
    await shop.collector.close();
    expect([...shop.eye.events.keys()]).toEqual(ids);
    expect(shop.collector.collect("click", {})).toBe(undefined);
    await shop.collector.close();
    expect(shop.dropped).toMatchObject([{ reason: "closed", category: "click" }]);
    expect([shop.sizes, shop.clock.waits()]).toEqual([[2], []]);
  });

  it("plans no further try when it is closed", async () => {
    await using shop = await Collecting.started();
    shop.fail({ status: 503 });
    shop.click(1);
    await shop.collector.close();
    expect(shop.collector.status()).toMatchObject({ waiting: 1, lastError: { status: 503 } });
    expect(shop.clock.waits()).toEqual([]);
  });
});

describe("what a collector has no room for", () => {
  it("is dropped by number, and what waits stays", async () => {
    await using shop = await Collecting.started({ maxEvents: 3 });
    const ids = shop.click(5);
    expect(ids).toHaveLength(3);
    expect(shop.collector.status()).toMatchObject({ waiting: 3, dropped: 2 });
    expect(shop.dropped).toMatchObject([
      { reason: "full", category: "click", data: { n: 3 } },
      { reason: "full", category: "click", data: { n: 4 } },
    ]);
    await shop.collector.flush();
    expect([...shop.eye.events.keys()]).toEqual(ids);
    expect(shop.click(1)).toHaveLength(1);
  });

  it("is dropped by bytes", async () => {
    await using shop = await Collecting.started({ maxBytes: 1000 });
    expect(shop.click(3, { text: "x".repeat(300) })).toHaveLength(2);
    expect(shop.click(1, { text: "x".repeat(900) })).toHaveLength(0);
    await shop.collector.flush();
    expect(shop.click(3, { text: "x".repeat(300) })).toHaveLength(2);
  });
});

describe("a page with a collector", () => {
  it("is thrown nothing at, whatever it collects", async () => {
    const circle: { me?: object } = {};
    circle.me = circle;
    await using shop = await Collecting.started({
      onDropped: () => {
        throw new Error("The page's own");
      },
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as JavaScript may call it
    for (const data of [circle, { n: 1n }] as unknown as readonly Record<string, string>[])
      expect(shop.collector.collect("click", data)).toBe(undefined);
    expect(shop.collector.status()).toMatchObject({ waiting: 0, dropped: 2 });
    expect(shop.collector.status().lastError?.message).toBe("The page's own");
  });

  it.each(["http://127.0.0.1:1", "not an address", "http://[", ""])(
    "is thrown nothing at when nobody answers at %j",
    async (url) => {
      await using shop = await Collecting.started({ url });
      shop.click(1);
      await shop.collector.flush();
      expect(shop.collector.status()).toMatchObject({ waiting: 1, sent: 0 });
      expect(shop.collector.status().lastError).toBeInstanceOf(Error);
      await shop.waits(500);
    },
  );
});
