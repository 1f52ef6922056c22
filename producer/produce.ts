// npm run produce -- --every 500 [--count n] [--url http://localhost:8787]
import { parseArgs } from "node:util";
import { Refused, Stopped } from "../client/send-with-retries.ts";
import { produce, type Plan, type Progress } from "./random-events.ts";

const USAGE = `Posts a random event to the counter every so many milliseconds, until stopped.

  npm run produce -- --every 500 [--count n] [--url http://localhost:8787]

  --every n   milliseconds from one event to the next, 1 to 3600000 (default 500)
  --count n   end after n events (default: go on until Ctrl-C)
  --url u     where Foldlog answers (default http://localhost:8787)

Exits with 0 when done or stopped, 1 when the server refuses or stays away, 2 for wrong arguments.`;

const plan = readPlan();
const stop = new AbortController();
// The first Ctrl-C lets the event on its way arrive; the second one does not wait.
process.once("SIGINT", () => {
  stop.abort();
  process.once("SIGINT", () => process.exit(130));
});
process.once("SIGTERM", () => stop.abort());

const started = performance.now();
const progress: Progress = { sent: 0, retries: 0, sum: 0, last: undefined, trouble: undefined };
const lines = setInterval(showProgress, process.stdout.isTTY ? 200 : 5000);
try {
  await produce(plan, progress, stop.signal);
} catch (error) {
  if (!(error instanceof Stopped)) {
    process.exitCode = 1;
    console.error(`\n${explain(error)}`);
  }
} finally {
  clearInterval(lines);
  showProgress();
  showSummary();
}

function readPlan(): Plan {
  try {
    const { values } = parseArgs({
      options: {
        every: { type: "string", default: "500" },
        count: { type: "string" },
        url: { type: "string", default: "http://localhost:8787" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) exitWithUsage(0);
    return {
      everyMs: wholeNumber("--every", values.every, 3_600_000),
      count: values.count === undefined ? Infinity : wholeNumber("--count", values.count, 1e9),
      url: new URL(values.url),
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n`);
    return exitWithUsage(2);
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new Error(`${name} must be a whole number from 1 to ${most}, not "${text}".`);
}

function exitWithUsage(code: number): never {
  console.log(USAGE);
  process.exit(code);
}

function showProgress(): void {
  const { sent, retries, last } = progress;
  const goal = plan.count === Infinity ? "" : ` of ${plan.count}`;
  const detail = last ? `, the last at position ${last.position}` : "";
  const trouble = progress.trouble ? `; trying again: ${explain(progress.trouble)}` : "";
  const line = `${sent}${goal} events sent${detail}, ${retries} retries${trouble}`;
  if (process.stdout.isTTY) process.stdout.write(`\r\u001B[2K${line}`);
  else console.log(line);
}

function showSummary(): void {
  const { sent, retries, sum } = progress;
  const seconds = (performance.now() - started) / 1000;
  const moved = sum < 0 ? `down by ${-sum}` : `up by ${sum}`;
  console.log(
    `\n${sent} events in ${seconds.toFixed(1)} s (${(sent / seconds).toFixed(1)} a second), ${retries} retries; the counter went ${moved}.`,
  );
}

function explain(error: unknown): string {
  if (error instanceof Refused)
    return `The server answers ${error.status}: ${error.message} ${error.problem?.type ?? ""}`.trim();
  return `No answer from ${plan.url.origin}. Is Foldlog running? Start it by: npm start`;
}
