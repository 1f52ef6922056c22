import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { bundleFoldlog, startWorkerd, temporary, type Program } from "../support/workerd.ts";
import { send } from "../support/send.ts";
import { median, rate } from "./rate.ts";
import { report, type Measured } from "./report.ts";

const ROUNDS = 5;
/** Turns in a round: a machine that is slower for a second is so for both. */
const TURNS = 10;
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

/**
 * Appended events per second as a ratio to a bare Worker → Durable Object → INSERT, by turns. Each load
 * finds both empty.
 */
export async function benchAppend(): Promise<boolean> {
  const foldlog = bundleFoldlog();
  const bare = bareProgram();
  const measured: Measured[] = [];
  for (const load of loads) measured.push(await measure(load, foldlog, bare));
  return report("appends", measured);
}

async function measure(load: Load, foldlog: Program, bare: Program): Promise<Measured> {
  const ours = await startWorkerd(foldlog, temporary("log"));
  const theirs = await startWorkerd(bare, temporary("bare"));
  const rounds: { our: number; their: number; ratio: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let [ourMs, theirMs] = [0, 0];
    for (let turn = 0; turn < TURNS; turn += 1) {
      ourMs += await appends(`${ours.url}/v1/streams/bench-1/events`, load);
      theirMs += await appends(theirs.url, load);
    }
    const events = load.requests * load.batch * 1000;
    rounds.push({ our: events / ourMs, their: events / theirMs, ratio: theirMs / ourMs });
  }
  await Promise.all([ours.stop(), theirs.stop()]);
  const medianOf = (of: "our" | "their" | "ratio") => median(rounds.map((round) => round[of]));
  const text = `${medianOf("our").toFixed(0)} events/s, bare ${medianOf("their").toFixed(0)}`;
  return { name: load.name, text, ratio: medianOf("ratio"), atLeast: load.atLeast };
}

/** One turn; the milliseconds that it took. */
async function appends(url: string, { clients, batch, requests }: Load): Promise<number> {
  const count = requests / TURNS;
  const body = JSON.stringify(batch === 1 ? EVENT : Array.from({ length: batch }, () => EVENT));
  const perSecond = await rate(clients, count, async () => {
    const { status, text } = await send("POST", url, body);
    if (status !== 201) throw new Error(text);
  });
  return (count * 1000) / perSecond;
}

function bareProgram(): Program {
  const directory = temporary("bare-program");
  copyFileSync(new URL("bare-worker.js", import.meta.url), join(directory, "bare-worker.js"));
  return { main: "bare-worker.js", directory, objects: { BARE: "Bare" } };
}
