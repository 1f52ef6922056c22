import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { bundleFoldlog, startWorkerd, temporary } from "../support/workerd.ts";
import { send } from "../support/send.ts";
import { median, rate } from "./rate.ts";
import { report, type Measured } from "./report.ts";

const ROUNDS = 5;
const EVENT = { type: "OrderCreated", data: { order: "o-1", value: 1999, currency: "EUR" } };

interface Load {
  readonly name: string;
  readonly clients: number;
  readonly batch: number;
  readonly requests: number;
  readonly atLeast?: number;
}

const loads: readonly Load[] = [
  { name: "1 client", clients: 1, batch: 1, requests: 1000 },
  { name: "16 clients", clients: 16, batch: 1, requests: 4000 },
  { name: "64 clients", clients: 64, batch: 1, requests: 6000, atLeast: 1 },
  { name: "batches of 100", clients: 1, batch: 100, requests: 1000, atLeast: 0.7 },
];

/** Appended events per second as a ratio to a bare Worker → Durable Object → INSERT, by turns. */
export async function benchAppend(): Promise<boolean> {
  const foldlog = await startWorkerd(bundleFoldlog(), temporary("log"));
  const bare = await startWorkerd(bareProgram(), temporary("bare"));
  const measured: Measured[] = [];
  for (const load of loads) {
    const stream = `${foldlog.url}/v1/streams/bench-${load.clients}x${load.batch}/events`;
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await appends(stream, load));
      theirs.push(await appends(bare.url, load));
    }
    const ratio = median(ours) / median(theirs);
    const text = `${median(ours).toFixed(0)} events/s, bare ${median(theirs).toFixed(0)}`;
    measured.push({ name: load.name, text, ratio, atLeast: load.atLeast });
  }
  await Promise.all([foldlog.stop(), bare.stop()]);
  return report("appends", measured);
}

async function appends(url: string, { clients, batch, requests }: Load): Promise<number> {
  const body = JSON.stringify(batch === 1 ? EVENT : Array.from({ length: batch }, () => EVENT));
  const perSecond = await rate(clients, requests, async () => {
    const { status, text } = await send("POST", url, body);
    if (status !== 201) throw new Error(text);
  });
  return perSecond * batch;
}

function bareProgram() {
  const directory = temporary("bare-program");
  copyFileSync(new URL("bare-worker.js", import.meta.url), join(directory, "bare-worker.js"));
  return { main: "bare-worker.js", directory, binding: "BARE", className: "Bare" };
}
