// npm run produce -- --every 500 [--count n] [--url http://localhost:8787]
import { parseArgs } from "node:util";
import { Stopped } from "../client/send-with-retries.ts";
import { explain, readPlan, showLine, stopSignal, wholeNumber } from "./command-line.ts";
import { produce, type Plan, type Progress } from "./random-events.ts";

const USAGE = `Posts a random event to the counter every so many milliseconds, until stopped.

  npm run produce -- --every 500 [--count n] [--url http://localhost:8787]

  --every n   milliseconds from one event to the next, 1 to 3600000 (default 500)
  --count n   end after n events (default: go on until Ctrl-C)
  --url u     where Foldlog answers (default http://localhost:8787)

Exits with 0 when done or stopped, 1 when the server refuses or stays away, 2 for wrong arguments.`;

const plan = readPlan(USAGE, planned);
const stop = stopSignal();
const started = performance.now();
const progress: Progress = { sent: 0, retries: 0, sum: 0, last: undefined, trouble: undefined };
const lines = setInterval(showProgress, process.stdout.isTTY ? 200 : 5000);
try {
  await produce(plan, progress, stop);
} catch (error) {
  if (!(error instanceof Stopped)) {
    process.exitCode = 1;
    console.error(`\n${explain(error, plan.url)}`);
  }
} finally {
  clearInterval(lines);
  showProgress();
  showSummary();
}

function planned(): Plan | undefined {
  const { values } = parseArgs({
    options: {
      every: { type: "string", default: "500" },
      count: { type: "string" },
      url: { type: "string", default: "http://localhost:8787" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    everyMs: wholeNumber("--every", values.every, 3_600_000),
    count: values.count === undefined ? Infinity : wholeNumber("--count", values.count, 1e9),
    url: new URL(values.url),
  };
}

function showProgress(): void {
  const { sent, retries, last } = progress;
  const goal = plan.count === Infinity ? "" : ` of ${plan.count}`;
  const detail = last ? `, the last at position ${last.position}` : "";
  const trouble = progress.trouble ? `; trying again: ${explain(progress.trouble, plan.url)}` : "";
  showLine(`${sent}${goal} events sent${detail}, ${retries} retries${trouble}`);
}

function showSummary(): void {
  const { sent, retries, sum } = progress;
  const seconds = (performance.now() - started) / 1000;
  const moved = sum < 0 ? `down by ${-sum}` : `up by ${sum}`;
  console.log(
    `\n${sent} events in ${seconds.toFixed(1)} s (${(sent / seconds).toFixed(1)} a second), ${retries} retries; the counter went ${moved}.`,
  );
}
