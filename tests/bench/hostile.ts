import { setTimeout as wait } from "node:timers/promises";
import { hostileSchemas, type Hostile } from "../support/hostile-schemas.ts";
import { send } from "../support/send.ts";
import { bundleFoldlog, startWorkerd, temporary } from "../support/workerd.ts";

/** Of its own request. */
const MOST_OWN_MS = 250;
const MOST_OTHERS_MS = 1000;
const TRIES = 3;

/**
 * Hostile schemas and events, one after the other, while somebody else appends: what each costs, and how long
 * the appends take meanwhile. `npm run bench -- hostile URL` asks a Foldlog that runs, as `npm start` does.
 */
export async function benchHostile(): Promise<boolean> {
  const [, address] = process.argv.slice(2);
  const runtime = address === undefined && (await startWorkerd(bundleFoldlog(), temporary("log")));
  const url = runtime ? runtime.url : (address ?? "").replace(/\/$/, "");
  const others = new Appender(url);
  console.log(
    "hostile: the least of three tries in ms, and the longest append of others meanwhile",
  );
  const kept: boolean[] = [];
  for (const hostile of hostileSchemas) kept.push(await tell(url, hostile, others));
  await others.stop();
  if (runtime) await runtime.stop("SIGKILL");
  return kept.every(Boolean);
}

async function tell(url: string, hostile: Hostile, others: Appender): Promise<boolean> {
  const tries: Try[] = [];
  others.longestMs = 0;
  for (let i = 0; i < TRIES; i += 1) tries.push(...(await attack(url, hostile)));
  const steps = new Set(tries.map(({ step }) => step));
  const costs = [...steps].map((step) => {
    const same = tries.filter((one) => one.step === step);
    return { step, status: same[0]?.status ?? 0, ms: Math.min(...same.map(({ ms }) => ms)) };
  });
  const text = costs.map(({ step, status, ms }) => `${step} ${status} in ${ms.toFixed(0)}`);
  console.log(`  ${hostile.name}: ${text.join(", ")}; others ${others.longestMs.toFixed(0)}`);
  const own = costs.every(({ ms, status }) => ms <= MOST_OWN_MS && status > 0 && status < 500);
  return own && others.longestMs <= MOST_OTHERS_MS;
}

interface Try {
  readonly step: string;
  readonly status: number;
  readonly ms: number;
}

let topics = 0;

async function attack(url: string, { schema, event, next }: Hostile): Promise<Try[]> {
  const topic = `${url}/Mallory/Topic${process.pid}-${(topics += 1)}`;
  const tries = [await timed("schema", `${topic}/register_event`, schema)];
  if (event !== undefined) tries.push(await timed("event", `${topic}/send_event`, event));
  if (next !== undefined) tries.push(await timed("next", `${topic}/register_event`, next));
  return tries;
}

async function timed(step: string, url: string, body: string): Promise<Try> {
  const began = performance.now();
  const { status } = await send("POST", url, body);
  return { step, status, ms: performance.now() - began };
}

/** Somebody who appends one event after the other. */
class Appender {
  longestMs = 0;
  #stopped = false;
  readonly #running: Promise<void>;

  constructor(url: string) {
    this.#running = this.#run(`${url}/v1/streams/others-1/events`);
  }

  async #run(url: string): Promise<void> {
    while (!this.#stopped) {
      const began = performance.now();
      const { status, text } = await send("POST", url, '{"type":"Appended","data":1}');
      if (status !== 201) throw new Error(text);
      this.longestMs = Math.max(this.longestMs, performance.now() - began);
      await wait(5);
    }
  }

  stop(): Promise<void> {
    this.#stopped = true;
    return this.#running;
  }
}
