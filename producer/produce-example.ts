import type { RequestOptions } from "../client/foldlog.ts";
import { newId } from "../client/new-id.ts";
import { Stopped } from "../client/send-with-retries.ts";
import type { Example } from "../systems/gateway/examples.ts";
import { explain, foldlogAt, pace, TRIES } from "./command-line.ts";
import { every } from "./every.ts";
import type { Plan } from "./random-events.ts";

/**
 * Registers an example at the gateway and sends its events, one after the other, over and over. Each has a key
 * of its own, so that a retry cannot count twice. Sets the exit code where it fails.
 */
export async function produceExample(
  example: Example,
  plan: Plan,
  stop: AbortSignal,
): Promise<void> {
  const started = performance.now();
  const progress = { sent: 0, retries: 0 };
  const onRetry = (reason: Error) => {
    progress.retries += 1;
    console.error(`trying again: ${explain(reason, plan.url)}`);
  };
  const request: RequestOptions = { tries: TRIES, signal: stop, onRetry };
  const gateway = foldlogAt(plan.url);
  const { client, event: name } = example.topic;
  const post = (action: string, json: unknown) => {
    const headers = { "idempotency-key": newId() };
    return gateway.send("POST", `/${client}/${name}/${action}`, { ...request, json, headers });
  };
  try {
    console.log(`using client named: ${client}`);
    console.log(`registering new event named: ${name}`);
    await post("register_event", example.schema);
    for await (const n of every(plan, stop)) {
      const event = example.events[n % example.events.length] ?? {};
      console.log(`sending event: ${inPython(event)}`);
      await post("send_event", event);
      progress.sent += 1;
    }
  } catch (error) {
    if (!(error instanceof Stopped)) {
      process.exitCode = 1;
      console.error(explain(error, plan.url));
    }
  }
  console.log(`\n${pace(progress.sent, started)}, ${progress.retries} retries.`);
}

/** As Python prints it; names and values are plain words. */
function inPython(event: Readonly<Record<string, string>>): string {
  const members = Object.entries(event).map(([name, value]) => `'${name}': '${value}'`);
  return `{${members.join(", ")}}`;
}
