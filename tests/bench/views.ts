import { orders } from "../../producer/demo/orders.ts";
import { send } from "../support/send.ts";
import { bundleFoldlog, startWorkerd, temporary, type Program } from "../support/workerd.ts";
import { median, rate } from "./rate.ts";
import { report, type Measured } from "./report.ts";

const EVENTS = 1_000_000;
const ORDERS = 100_000;
const CUSTOMERS = 20_000;
const UNTIL = "2026-10-31";
const YEAR = "start_date=2025-11-01&end_date=2026-10-31&tz=America/New_York&basis=occurred";
const BATCH = 1000;

/** A rebuild among a million events, the queries over it, and what views cost those who append. */
export async function benchViews(): Promise<boolean> {
  const program = bundleFoldlog();
  const measured = [...(await measureReading(program)), ...(await measureAppends(program))];
  return report("views", measured);
}

async function measureReading(program: Program): Promise<Measured[]> {
  const runtime = await startWorkerd(program, temporary("views"));
  await fill(runtime.url);
  const rebuildMs = await rebuild(runtime.url);
  const readMs = await timed(() => readLines(`${runtime.url}/v1/events?category=order`));
  const text = `${perSecond(EVENTS, rebuildMs)} events/s, ${perSecond(ORDERS, rebuildMs)} orders/s`;
  const measured: Measured[] = [
    { name: `rebuild, to reading the same events`, text, ratio: rebuildMs / readMs },
  ];
  for (const path of QUERIES) measured.push(await measureQuery(runtime.url, path));
  await runtime.stop();
  return measured;
}

const QUERIES = [
  `/customers/top?${YEAR}&count=5`,
  `/orders/value?${YEAR}&mode=DAY`,
  `/orders/value?${YEAR}&mode=TOTAL`,
  `/sales/province?${YEAR}`,
];
const ASKED = 9;
const MOST_MS = 300;

/** The longest time of some. */
async function measureQuery(url: string, path: string): Promise<Measured> {
  const times: number[] = [];
  for (let i = 0; i < ASKED; i += 1) times.push(await timed(() => get(url + path)));
  const text = `median ${median(times).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`;
  const name = `${path.split("&tz")[0]}, to ${MOST_MS} ms`;
  return { name, text, ratio: Math.max(...times) / MOST_MS, atMost: 1 };
}

/** Order events in the order in which they arrive, among others that no view takes. */
async function fill(url: string): Promise<void> {
  const others = JSON.stringify(Array.from({ length: BATCH }, () => ({ type: "Noted", data: {} })));
  let sent = 0;
  for (const batch of batches(
    orders({ seed: 1, count: ORDERS, customers: CUSTOMERS, until: UNTIL }),
  )) {
    await post(`${url}/create`, JSON.stringify(batch));
    sent += batch.length;
    for (let i = 0; i < 8; i += 1) {
      await post(`${url}/v1/streams/bench-1/events`, others);
      sent += BATCH;
    }
  }
  for (; sent < EVENTS; sent += BATCH) await post(`${url}/v1/streams/bench-1/events`, others);
}

function* batches<T>(values: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const value of values) {
    batch.push(value);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Milliseconds from the request until the new generation answers. */
function rebuild(url: string): Promise<number> {
  return timed(async () => {
    await post(`${url}/v1/views/orders/rebuild`, "");
    for (;;) {
      const status: { state: string } = JSON.parse(await get(`${url}/v1/views/orders`));
      if (status.state === "live") return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
}

const ROUNDS = 5;
const TURNS = 10;
const CLIENTS = 64;
const REQUESTS = 4000;

/** Appends by turns to a log whose views are all kept up to date, and to one without. */
async function measureAppends(program: Program): Promise<Measured[]> {
  const views = await startWorkerd(program, temporary("with"));
  const none = await startWorkerd(program, temporary("without"));
  const { views: all }: { views: { name: string }[] } = JSON.parse(
    await get(`${views.url}/v1/views`),
  );
  for (const { name } of all) await get(`${views.url}/v1/views/${name}/rows?limit=1`);
  const measured: Measured[] = [];
  for (const [name, newRequest] of Object.entries(REQUEST_KINDS)) {
    const rounds: { views: number; ratio: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [left, right] = [newRequest(round), newRequest(round)];
      let [ours, theirs] = [0, 0];
      for (let turn = 0; turn < TURNS; turn += 1) {
        ours += await appendTime(views.url, left);
        theirs += await appendTime(none.url, right);
      }
      rounds.push({ views: (REQUESTS * 1000) / ours, ratio: theirs / ours });
    }
    const text = `${median(rounds.map((round) => round.views)).toFixed(0)} appends/s`;
    const ratio = median(rounds.map((round) => round.ratio));
    measured.push({ name: `${name}, all views attached, to none`, text, ratio, atLeast: 0.8 });
  }
  await Promise.all([views.stop(), none.stop()]);
  return measured;
}

type NextRequest = () => readonly [path: string, body: string];

const REQUEST_KINDS: Readonly<Record<string, (round: number) => NextRequest>> = {
  "events that no view takes": () => () => ["/v1/streams/bench-1/events", '{"type":"A","data":1}'],
  "orders, one a request": (round) => {
    const events = orders({ seed: round, count: REQUESTS, customers: CUSTOMERS, until: UNTIL });
    return () => ["/create", JSON.stringify(events.next().value)];
  },
};

async function appendTime(url: string, next: NextRequest): Promise<number> {
  const count = REQUESTS / TURNS;
  const a = await rate(CLIENTS, count, async () => {
    const [path, body] = next();
    await post(url + path, body);
  });
  return (count * 1000) / a;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function perSecond(count: number, ms: number): string {
  return ((count * 1000) / ms).toFixed(0);
}

async function post(url: string, body: string): Promise<void> {
  const { status, text } = await send("POST", url, body);
  if (status >= 400) throw new Error(text);
}

async function get(url: string): Promise<string> {
  const { status, text } = await send("GET", url);
  if (status !== 200) throw new Error(text);
  return text;
}

/** Reads a list of any length to its end. */
async function readLines(url: string): Promise<void> {
  const { body } = await fetch(url, { headers: { accept: "application/x-ndjson" } });
  for await (const chunk of body ?? []) if (chunk.length === 0) throw new Error("An empty chunk");
}
