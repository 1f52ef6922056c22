import { Stopped } from "../client/send-with-retries.ts";
import { explain, pace, showLine } from "./command-line.ts";
import { produce, type Plan, type Progress } from "./random-events.ts";

/** Posts random events to the counter, and shows how far it is. Sets the exit code where it fails. */
export async function produceCounter(plan: Plan, stop: AbortSignal): Promise<void> {
  const started = performance.now();
  const progress: Progress = { sent: 0, retries: 0, sum: 0, last: undefined, trouble: undefined };
  const show = () => showProgress(plan, progress);
  const lines = setInterval(show, process.stdout.isTTY ? 200 : 5000);
  try {
    await produce(plan, progress, stop);
  } catch (error) {
    if (!(error instanceof Stopped)) {
      process.exitCode = 1;
      console.error(`\n${explain(error, plan.url)}`);
    }
  } finally {
    clearInterval(lines);
    show();
    showSummary(progress, started);
  }
}

function showProgress(plan: Plan, { sent, retries, last, trouble }: Progress): void {
  const goal = plan.count === Infinity ? "" : ` of ${plan.count}`;
  const detail = last ? `, the last at position ${last.position}` : "";
  const again = trouble ? `; trying again: ${explain(trouble, plan.url)}` : "";
  showLine(`${sent}${goal} events sent${detail}, ${retries} retries${again}`);
}

function showSummary({ sent, retries, sum }: Progress, started: number): void {
  const moved = sum < 0 ? `down by ${-sum}` : `up by ${sum}`;
  console.log(`\n${pace(sent, started)}, ${retries} retries; the counter went ${moved}.`);
}
