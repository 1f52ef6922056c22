// npm run demo [-- --url http://localhost:8787 --seed 1 --orders 2000 --until 2026-10-31]
import { parseArgs } from "node:util";
import { sendWithRetries, Stopped } from "../client/send-with-retries.ts";
import {
  explain,
  KEY,
  KEY_USAGE,
  readPlan,
  showLine,
  stopSignal,
  wholeNumber,
} from "./command-line.ts";
import { below, load, NotTaken, type Part } from "./demo/load.ts";
import { demoParts, type DemoOptions } from "./demo/parts.ts";
import { progressLine } from "./demo/progress-line.ts";
import { timeText, yearUntil } from "./demo/seasons.ts";
import { summary } from "./demo/summary.ts";
import type { Tally } from "./demo/tally.ts";

/** Not today, since another last day makes other orders. */
const UNTIL = "2026-10-31";

const USAGE = `Loads made-up data into the counter, the accounts, the orders and the sessions, and shows how far it is.

  npm run demo [-- --url http://localhost:8787 --seed 1 --orders 2000 --until ${UNTIL}]

  --url u      where Foldlog answers (default http://localhost:8787)
  --seed n     another seed makes other data, 1 to 1000000 (default 1)
  --orders n   how many orders, 1 to 100000 (default 2000)
  --until d    the last day of the year that the data are of (default ${UNTIL}, whenever it runs)

The same arguments make the same data with the same ids, so running it again adds nothing and
finishes what was stopped; with more orders only the further ones are added.
${KEY_USAGE}
Exits with 0 when done or stopped, 1 when the server refuses or stays away, 2 for wrong arguments.`;

interface Plan extends DemoOptions {
  readonly url: URL;
}

/** Until a server that is just being started should answer: about five seconds. */
const FIRST_TRIES = 6;

const plan = readPlan(USAGE, planned);
const stop = stopSignal();
const started = performance.now();
const tallies = new Map<string, Tally>();
try {
  await meet();
  for (const part of demoParts(plan)) await loadPart(part);
  if ([...tallies.values()].some(({ refused }) => refused.length > 0)) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof Stopped)) {
    process.exitCode = 1;
    console.error(reasonOf(error));
  }
} finally {
  if (tallies.size > 0) showSummary();
}

function planned(): Plan | undefined {
  const { values } = parseArgs({
    options: {
      url: { type: "string", default: "http://localhost:8787" },
      seed: { type: "string", default: "1" },
      orders: { type: "string", default: "2000" },
      until: { type: "string", default: UNTIL },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  if (!yearUntil(values.until))
    throw new Error(`--until must be a day, such as ${UNTIL}, not "${values.until}".`);
  return {
    url: new URL(values.url),
    seed: wholeNumber("--seed", values.seed, 1_000_000),
    orders: wholeNumber("--orders", values.orders, 100_000),
    until: values.until,
  };
}

/** Waits until the server answers. */
async function meet(): Promise<void> {
  let isWaiting = false;
  const onRetry = () => {
    if (!isWaiting) console.log(`Waiting for ${plan.url.origin}.`);
    isWaiting = true;
  };
  await sendWithRetries(below(plan.url, "healthz"), {}, { tries: FIRST_TRIES, stop, onRetry });
}

async function loadPart(part: Part): Promise<void> {
  const tally: Tally = { fresh: 0, known: 0, refused: [], trouble: undefined };
  tallies.set(part.name, tally);
  const lines = setInterval(() => showProgress(part, tally), process.stdout.isTTY ? 100 : 5000);
  try {
    await load(part, tally, { url: plan.url, key: KEY, stop });
  } finally {
    clearInterval(lines);
    showProgress(part, tally);
    if (process.stdout.isTTY) process.stdout.write("\n");
  }
}

function showProgress({ name, total }: Part, { fresh, known, refused, trouble }: Tally): void {
  const done = fresh + known + refused.length;
  const note = trouble ? `trying again: ${explain(trouble, plan.url)}` : "";
  const { isTTY, columns } = process.stdout;
  const style = isTTY
    ? // A terminal that does not know its width says 0.
      { columns: (columns || 80) - 1, colour: !process.env["NO_COLOR"] }
    : { columns: Infinity, colour: false };
  showLine(progressLine({ name, done, total, note }, style));
}

function showSummary(): void {
  const seconds = (performance.now() - started) / 1000;
  const end = stop.aborted ? "Stopped" : "Ended";
  console.log(`\n${end} after ${seconds.toFixed(1)} s.`);
  for (const [name, tally] of tallies) console.log(summary(name, tally).join("\n"));
  const first = timeText(yearUntil(plan.until)?.start ?? 0).slice(0, 10);
  if (tallies.has("orders"))
    console.log(`The orders occurred from ${first} to ${plan.until}, and were recorded now.`);
  for (const page of ["ui", "ui/orders", "ui/accounts", "ui/sessions"])
    console.log(`  ${below(plan.url, page).href}`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof NotTaken)) return explain(error, plan.url);
  return `${error.message} was not taken. ${explain(error.cause, plan.url)}`;
}
