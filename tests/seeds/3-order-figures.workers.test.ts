import { reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";
import { lastOrder, septemberOrders } from "../support/september-orders.ts";

const client = new Client((request) => exports.default.fetch(request));
const RANGE = "start_date=2020-09-01&end_date=2020-09-05&basis=occurred";
const TOKYO = "tz=Asia/Tokyo";

type Row = Record<string, unknown>;

/** The answer without its links, of which each must lead to these events, by their ids. */
async function figures(path: string, events?: readonly (readonly string[])[]): Promise<Row[]> {
  const { status, body } = await client.get(path);
  expect(status).toBe(200);
  const rows: (Row & { events: string })[] = body;
  const behind: string[][] = [];
  for (const { events: link } of rows) if (events) behind.push(await follow(link));
  if (events) expect(behind).toEqual(events);
  return rows.map(withoutLink);
}

function withoutLink({ events: _events, ...row }: Row): Row {
  return row;
}

/** The ids of the events behind a link, read by pages of two. */
async function follow(link: string): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | undefined = `${link}&limit=2`; next !== undefined;) {
    const { status, headers, body } = await client.get(next);
    const page: { id: string }[] = body.events;
    expect([status, page.length <= 2]).toEqual([200, true]);
    ids.push(...page.map(({ id }) => id));
    next = /^<(.*)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
  }
  return ids;
}

const money = (orders: number, gross: string, net = gross) => ({ orders, gross, net });

// The tests of this file are questions to one log, and change nothing.
describe("seed 3, the figures of orders", () => {
  beforeAll(async () => {
    for (const event of septemberOrders)
      expect((await client.post("/create", event)).status).toBe(201);
  });
  afterAll(() => reset());

  it("are the total values by currency, which are never added, each with the events behind it", async () => {
    const total = await figures(`/orders/value?${RANGE}&mode=TOTAL`, [
      ["e-4"],
      ["e-5"],
      ["e-1", "r-2", "e-2", "e-3", "c-6", "e-6", "r-3"],
    ]);
    expect(total).toEqual([
      { currency: "EUR", ...money(1, "80.00") },
      { currency: "JPY", ...money(1, "3000") },
      { currency: "USD", ...money(3, "280.50", "250.00") },
    ]);
    expect(await figures(`/orders/value?${RANGE}`)).toEqual(total);
  });

  it("are the values of every day, cancellations and refunds on days of their own", async () => {
    const days = await figures(`/orders/value?${RANGE}&mode=DAY&currency=USD`, [
      ["e-1"],
      [],
      ["e-2", "e-3"],
      ["r-2", "r-3"],
      ["c-6", "e-6"],
    ]);
    expect(days).toEqual([
      { date: "2020-09-01", currency: "USD", ...money(1, "100.00") },
      { date: "2020-09-02", currency: "USD", ...money(0, "0.00") },
      { date: "2020-09-03", currency: "USD", ...money(2, "170.50") },
      { date: "2020-09-04", currency: "USD", ...money(0, "0.00", "-20.50") },
      { date: "2020-09-05", currency: "USD", ...money(0, "10.00", "0.00") },
    ]);
    const all = await figures(`/orders/value?${RANGE}&mode=DAY`);
    expect(all.map(({ date, currency }) => `${String(date)} ${String(currency)}`)).toEqual(
      days.flatMap(({ date }) => ["EUR", "JPY", "USD"].map((code) => `${String(date)} ${code}`)),
    );
    expect(all).toEqual(expect.arrayContaining(days));
  });

  it("are by the days of any zone", async () => {
    const days = await figures(`/orders/value?${RANGE}&mode=DAY&currency=USD&${TOKYO}`, [
      ["e-1", "e-7"],
      [],
      ["e-3"],
      ["r-2", "e-2", "r-3"],
      ["c-6", "e-6"],
    ]);
    expect(days.map(({ orders, gross, net }) => [orders, gross, net])).toEqual([
      [2, "107.00", "107.00"],
      [0, "0.00", "0.00"],
      [1, "120.00", "120.00"],
      [1, "50.50", "30.00"],
      [0, "10.00", "0.00"],
    ]);
  });

  it("are the customers with the greatest net value, as many of each currency as asked", async () => {
    const top = (count: string) => `/customers/top?${RANGE}${count}`;
    const all = await figures(top(""), [
      ["e-4"],
      ["e-5"],
      ["e-1", "r-2", "e-2", "c-6", "e-6"],
      ["e-3", "r-3"],
    ]);
    const customer = (customer_id: string, email: string) => ({
      customer_id,
      email,
      name: "dan dyer",
    });
    expect(all).toEqual([
      { ...customer("c2", "eve@example.com"), currency: "EUR", orders: 1, net: "80.00" },
      { ...customer("c3", ""), currency: "JPY", orders: 1, net: "3000" },
      { ...customer("c1", "dan@example.com"), currency: "USD", orders: 2, net: "150.00" },
      { ...customer("c2", "eve@example.com"), currency: "USD", orders: 1, net: "100.00" },
    ]);
    expect(await figures(top("&count=1"))).toEqual(all.slice(0, 3));
  });

  it("are the sales by province, of either address", async () => {
    const shipped = await figures(`/sales/province?${RANGE}&currency=USD`, [
      ["e-1", "r-2", "e-2", "c-6", "e-6"],
      ["e-3", "r-3"],
    ]);
    expect(shipped).toEqual([
      { province: "Idaho", currency: "USD", units: 5, ...money(2, "160.50", "150.00") },
      { province: "Oregon", currency: "USD", units: 1, ...money(1, "120.00", "100.00") },
    ]);
    const billed = await figures(`/sales/province?${RANGE}&currency=USD&address=billing`, [
      ["e-1", "e-3", "r-3"],
      ["r-2", "e-2", "c-6", "e-6"],
    ]);
    expect(billed).toEqual([
      { province: "Maryland", currency: "USD", units: 3, ...money(2, "220.00", "200.00") },
      { province: "Idaho", currency: "USD", units: 3, ...money(1, "60.50", "50.00") },
    ]);
    expect(await figures(`/sales/province?${RANGE}&province=Oregon`)).toEqual([
      { province: "Oregon", currency: "EUR", units: 4, ...money(1, "80.00") },
      shipped[1],
    ]);
    expect(await figures(`/sales/province?${RANGE}&province=`, [["e-5"]])).toEqual([
      { province: "", currency: "JPY", units: 1, ...money(1, "3000") },
    ]);
  });

  it("are those of the days of recording unless the basis is said", async () => {
    const dayOfRecording = async (direction: string): Promise<string> => {
      const { body } = await client.get(`/v1/events?limit=1&direction=${direction}`);
      return body.events[0].recordedAt.slice(0, 10);
    };
    // They are not one day if midnight came between.
    const days = [await dayOfRecording("forward"), await dayOfRecording("backward")];
    const range = `start_date=${days[0]}&end_date=${days[1]}`;
    expect(await figures(`/orders/value?${range}&currency=USD`)).toEqual([
      { currency: "USD", ...money(4, "287.50", "257.00") },
    ]);
    expect(await figures(`/orders/value?${range}&basis=occurred`)).toEqual([]);
    const links = await client.get(`/orders/value?${range}&currency=EUR`);
    expect(await follow(links.body[0].events)).toEqual(["e-4"]);
  });

  it("are nothing in a range without orders, whose days are told in dollars or as asked", async () => {
    const range = "start_date=2019-01-01&end_date=2019-01-02";
    for (const path of ["/orders/value", "/customers/top", "/sales/province", "/orders/events"])
      expect((await client.get(`${path}?${range}`)).body).toEqual(
        path === "/orders/events" ? { events: [] } : [],
      );
    const dates = ["2019-01-01", "2019-01-02"];
    expect(await figures(`/orders/value?${range}&mode=DAY`, [[], []])).toEqual(
      dates.map((date) => Object.assign(money(0, "0.00"), { date, currency: "USD" })),
    );
    expect(await figures(`/orders/value?${range}&mode=DAY&currency=KWD`)).toEqual(
      dates.map((date) => Object.assign(money(0, "0.000"), { date, currency: "KWD" })),
    );
  });

  it("come with the position to which they belong, once for each", async () => {
    for (const path of ["/orders/value", "/customers/top", "/sales/province", "/orders/events"]) {
      const first = await client.get(`${path}?${RANGE}`);
      expect(first.headers.get("log-position")).toBe("10");
      const etag = first.headers.get("etag") ?? "";
      for (const known of [etag, `"x", W/${etag}`, "*"]) {
        const again = await client.get(`${path}?${RANGE}`, { "if-none-match": known });
        expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", etag]);
      }
      for (const rubbish of ["x", '"', "W/", ",,", '""', '"**"', etag.slice(1)])
        expect((await client.get(`${path}?${RANGE}`, { "if-none-match": rubbish })).status).toBe(
          200,
        );
    }
  });

  it("are those that are there if nobody minds, and the newest otherwise", async () => {
    const path = `/orders/value?${RANGE}&currency=KWD`;
    expect((await client.get(path)).body).toEqual([]);
    // Nobody tells the view of what comes now.
    await env.LOG.getByName("main").detach("orders");
    expect((await client.post("/create", lastOrder)).status).toBe(201);
    const old = await client.get(`${path}&consistency=eventual`);
    expect([old.body, old.headers.get("log-position")]).toEqual([[], "10"]);
    const now = await client.get(path);
    expect([now.body, now.headers.get("log-position")]).toMatchObject([[{ net: "0.125" }], "11"]);
    const waited = await client.get(`${path}&min_position=12`, { prefer: "wait=0" });
    expect([waited.status, waited.body.type]).toEqual([504, "/problems/view-behind"]);
  });
});
