import { readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { send } from "../support/send.ts";
import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "../support/workerd.ts";

const SUBSCRIBERS = 100;
const PER_SECOND = 50;
const SECONDS = 30;
const EVENTS = PER_SECOND * SECONDS;
const GROWTH_BYTES = 64 * 1024 * 1024;
/** Three times as much as the runtime may grow by, when nobody reads it. */
const LARGE = "x".repeat(Math.ceil((3 * GROWTH_BYTES) / EVENTS));

/** When each position came, in ms. */
type Arrivals = Map<number, number>;

/**
 * 100 subscribers, one of which reads nothing, while events are appended at a steady rate: what each
 * got, and how late. Then large events for the one alone: by how much the runtime grows for it.
 */
export async function benchLive(): Promise<boolean> {
  const runtime = await startWorkerd(bundleFoldlog(), temporary("log"));
  const stalled = await subscribe(runtime);
  const readers = await Promise.all(
    Array.from({ length: SUBSCRIBERS - 1 }, async () => arrivals(await subscribe(runtime))),
  );
  const sent = await append(runtime, { type: "Ticked", data: { tick: 1 } });
  await wait(1000);
  const delays = readers.flatMap(({ seen }) =>
    [...seen].map(([position, at]) => at - (sent.get(position) ?? Number.NaN)),
  );
  const lost = readers.length * EVENTS - delays.length;
  const doubled = readers.reduce((sum, reader) => sum + reader.doubled, 0);
  for (const { response } of readers) response.destroy();
  const growth = await growthWhileOneStalls(runtime);
  stalled.destroy();
  await runtime.stop("SIGKILL");
  return told({ lost, doubled, delays: delays.toSorted((a, b) => a - b), growth });
}

/** Of the runtime's memory, in bytes. */
async function growthWhileOneStalls(runtime: Runtime): Promise<number> {
  // What the appends themselves take shows before, and does not count.
  const large = { type: "Grew", data: LARGE };
  await append(runtime, large, 10);
  const before = residentBytes(runtime);
  await append(runtime, large);
  return residentBytes(runtime) - before;
}

interface Result {
  readonly lost: number;
  readonly doubled: number;
  readonly delays: readonly number[];
  readonly growth: number;
}

function told({ lost, doubled, delays, growth }: Result): boolean {
  const [p50, p99] = [0.5, 0.99].map((p) => delays[Math.floor(delays.length * p)]?.toFixed(1));
  const unread = mib(EVENTS * LARGE.length);
  console.log("live");
  console.log(
    `  ${SUBSCRIBERS} subscribers, one of which does not read; ${EVENTS} events at ${PER_SECOND} a second`,
  );
  console.log(`  ${lost} lost (at most 0), ${doubled} doubled (at most 0)`);
  console.log(`  from the request to each reader: median ${p50} ms, p99 ${p99} ms`);
  console.log(
    `  ${unread} MiB for the one that does not read: the runtime grows by ${mib(growth)} MiB (at most ${mib(GROWTH_BYTES)})`,
  );
  return lost === 0 && doubled === 0 && growth <= GROWTH_BYTES;
}

/** Appends one after the other, at the times that are due, and tells when each was sent. */
async function append({ url }: Runtime, event: object, perSecond = PER_SECOND): Promise<Arrivals> {
  const body = JSON.stringify(event);
  const sent: Arrivals = new Map();
  const start = performance.now();
  for (let i = 0; i < perSecond * SECONDS; i += 1) {
    await wait(Math.max(0, start + (i * 1000) / perSecond - performance.now()));
    const at = performance.now();
    const { status, text } = await send("POST", `${url}/v1/streams/live-1/events`, body);
    if (status !== 201) throw new Error(text);
    const answer: { position: number } = JSON.parse(text);
    sent.set(answer.position, at);
  }
  return sent;
}

function subscribe({ url }: Runtime): Promise<IncomingMessage> {
  const headers = { accept: "text/event-stream" };
  return new Promise((resolve, reject) => {
    get(`${url}/v1/events?after=now`, { headers, agent: false }, resolve).on("error", reject);
  });
}

function arrivals(response: IncomingMessage): {
  seen: Arrivals;
  doubled: number;
  response: IncomingMessage;
} {
  const reader = { seen: new Map<number, number>(), doubled: 0, response };
  let rest = "";
  response.setEncoding("utf8").on("data", (chunk: string) => {
    const frames = (rest + chunk).split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const [, position] = /^id: (\d+)\ndata/.exec(frame) ?? [];
      if (position === undefined) continue;
      if (reader.seen.has(Number(position))) reader.doubled += 1;
      reader.seen.set(Number(position), performance.now());
    }
  });
  return reader;
}

function residentBytes({ process }: Runtime): number {
  const [, kib = "0"] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process.pid}/status`, "utf8")) ?? [];
  return Number(kib) * 1024;
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
