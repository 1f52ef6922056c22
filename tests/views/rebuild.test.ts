import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";
import { plainTotals, sendTraffic, TRAFFIC_RANGE, type Totals } from "../support/order-traffic.ts";
import { eventsOf, rowPages } from "../support/view-requests.ts";
import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "../support/workerd.ts";

const CLIENTS = 5;
const BEFORE = 500;
const EVENTS = 5000;
const MAX_REBUILDS = 4;
const VIEW = "/v1/views/orders";
const PATIENCE = { timeout: 20_000, interval: 10 };

interface Answered {
  readonly position: number;
  readonly figures: readonly Totals[];
}

describe("a rebuild of a view under way", () => {
  const data = temporary("rebuild");
  let program: ReturnType<typeof bundleFoldlog>;
  let runtime: Runtime;
  beforeAll(async () => {
    program = bundleFoldlog();
    runtime = await startWorkerd(program, data);
  });
  afterAll(() => runtime.stop("SIGKILL"));

  const client = () => new Client(fetch, runtime.url);
  const status = async () => (await client().get(VIEW)).body;
  const killAndStart = async () => {
    await runtime.stop("SIGKILL");
    runtime = await startWorkerd(program, data);
  };

  /** Rebuilds one time after the other; how often it came to an end. */
  async function rebuild(isOver: () => boolean): Promise<number> {
    for (let ended = 0; ; ended += 1) {
      if (isOver() || ended === MAX_REBUILDS) return ended;
      expect((await client().send("POST", `${VIEW}/rebuild`)).status).toBe(202);
      await expect.poll(status, PATIENCE).toMatchObject({ state: "live", building: null });
    }
  }

  async function ask(path: string, isOver: () => boolean): Promise<Answered[]> {
    const answers: Answered[] = [];
    while (!isOver()) {
      const { status: code, headers, body } = await client().get(path);
      expect([code, body]).toEqual([200, expect.any(Array)]);
      answers.push({ position: Number(headers.get("log-position")), figures: body });
    }
    return answers;
  }

  it("lets every answer be of exactly the events up to its position, and ends with the same rows", async () => {
    await sendTraffic(client(), { first: 1, last: BEFORE, size: 200 });
    expect((await client().get(`/orders/value?${TRAFFIC_RANGE}`)).status).toBe(200);
    let over = false;
    const isOver = () => over;
    const share = EVENTS / CLIENTS;
    const traffic = Array.from({ length: CLIENTS }, (_, i) => {
      const first = BEFORE + 1 + i * share;
      return sendTraffic(client(), { first, last: first + share - 1, size: 20 });
    });
    const paths = ["/orders/value", "/sales/province", "/orders/value"].map(
      (path, i) => `${path}?${TRAFFIC_RANGE}${i === 2 ? "&consistency=eventual" : ""}`,
    );
    const [rebuilds, answers] = await Promise.all([
      rebuild(isOver),
      Promise.all(paths.map((path) => ask(path, isOver))),
      Promise.all(traffic).finally(() => (over = true)),
    ]);
    expect(rebuilds).toBeGreaterThan(0);
    const events = await eventsOf(client());
    expect(events).toHaveLength(BEFORE + EVENTS);
    for (const list of answers) {
      expect(new Set(list.map(({ position }) => position)).size).toBeGreaterThan(10);
      for (const { position, figures } of list)
        expect(sumOf(figures)).toEqual(plainTotals(events.slice(0, position)));
    }
    const rows = await rowPages(client(), "orders");
    expect((await client().send("DELETE", VIEW)).status).toBe(204);
    expect(await rowPages(client(), "orders")).toEqual(rows);
    expect((await client().send("POST", `${VIEW}/verify`)).body).toMatchObject({
      identical: true,
      position: BEFORE + EVENTS,
      different: 0,
    });
  });

  it("goes on by itself after the runtime was killed in the middle, and tells how far it is", async () => {
    const head = 20_000;
    const first = (await status()).head + 1;
    await sendTraffic(client(), { first, last: head, size: 1000 });
    await client().get(`/orders/value?${TRAFFIC_RANGE}`);
    const before = await rowPages(client(), "orders");
    const { generation, building } = (await client().send("POST", `${VIEW}/rebuild`)).body;
    const position = async () => (await status()).building?.position ?? Number.NaN;
    await expect.poll(position, PATIENCE).toBeGreaterThan(0);
    const early = await position();
    await expect.poll(position, PATIENCE).toBeGreaterThan(early);
    await killAndStart();
    const found = await status();
    expect(found).toMatchObject({ state: "rebuilding", generation, position: head, head });
    expect(found.building).toMatchObject({ generation: building.generation, stopped: null });
    expect(found.building.position).toBeGreaterThan(early);
    expect(found.building.position).toBeLessThan(head);
    expect(found.building.eventsPerSecond).toBeGreaterThan(0);
    await expect
      .poll(status, PATIENCE)
      .toMatchObject({ state: "live", generation: building.generation, position: head });
    expect(await rowPages(client(), "orders")).toEqual(before);
  });
});

function sumOf(figures: readonly Totals[]): Totals {
  const sum = (of: (row: Totals) => number) => figures.reduce((total, row) => total + of(row), 0);
  const money = (minor: number) => (minor / 100).toFixed(2);
  return {
    orders: sum(({ orders }) => orders),
    gross: money(sum(({ gross }) => Math.round(100 * Number(gross)))),
    net: money(sum(({ net }) => Math.round(100 * Number(net)))),
  };
}
