import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "../support/workerd.ts";
import { send } from "../support/send.ts";
import { median } from "./rate.ts";
import { report } from "./report.ts";

const ROUNDS = 5;
const SHORT = 1000;
const LONG = 1_000_000;
const BATCH = 1000;
const READS = 1000;

/** GET /value/{t} for random t over a million events, as a ratio to the same over a thousand. */
export async function benchValue(): Promise<boolean> {
  const program = bundleFoldlog();
  const short = await startWorkerd(program, temporary("short"));
  await fill(short, SHORT);
  const long = await startWorkerd(program, temporary("long"));
  await fill(long, LONG);
  const overShort: number[] = [];
  const overLong: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    overShort.push(...(await readTimes(short, SHORT)));
    overLong.push(...(await readTimes(long, LONG)));
  }
  await Promise.all([short.stop(), long.stop()]);
  const ratio = median(overLong) / median(overShort);
  const text = `${median(overLong).toFixed(2)} ms over ${LONG} events, ${median(overShort).toFixed(2)} ms over ${SHORT}`;
  return report("GET /value/{t}, random t", [{ name: "median", text, ratio, atMost: 1.5 }]);
}

async function fill({ url }: Runtime, events: number): Promise<void> {
  const batch = Array.from({ length: BATCH }, (_, i) => ({
    type: i % 3 === 0 ? "DECREMENT" : "INCREMENT",
    data: { value: (i % 5) + 1 },
  }));
  const body = JSON.stringify(batch);
  for (let done = 0; done < events; done += BATCH) {
    const { status, text } = await send("POST", `${url}/v1/streams/counter-main/events`, body);
    if (status !== 201) throw new Error(text);
  }
}

/** Milliseconds of each of READS requests, one after the other. */
async function readTimes({ url }: Runtime, events: number): Promise<number[]> {
  const times: number[] = [];
  for (let read = 0; read < READS; read += 1) {
    const t = Math.floor(Math.random() * events) + 1;
    const start = performance.now();
    const { text } = await send("GET", `${url}/value/${t}`);
    times.push(performance.now() - start);
    const answer: { t: number } = JSON.parse(text);
    if (answer.t !== t) throw new Error(`Asked for ${t}: ${text}`);
  }
  return times;
}
