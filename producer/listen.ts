// npm run listen -- fruits [colors …] [--new] [--url http://localhost:8787]
import { parseArgs } from "node:util";
import type { Topic } from "../client/foldlog.ts";
import { EXAMPLES } from "../systems/gateway/examples.ts";
import { topicName, topicOf } from "../systems/gateway/topic.ts";
import { explain, foldlogAt, KEY_USAGE, readPlan, stopSignal } from "./command-line.ts";
import { followTopic } from "./follow-topic.ts";

const USAGE = `Prints the events of topics, each on a line as JSON, as they come, until stopped.

  npm run listen -- ${[...EXAMPLES.keys()].join(" ")} [--new] [--url http://localhost:8787]

  A topic is an example (${[...EXAMPLES.keys()].join(", ")}) or Client.Event. With several of them each line begins with its topic.

  --new     only what comes from now on (default: from the first event on)
  --url u   where Foldlog answers (default http://localhost:8787)

${KEY_USAGE}
Exits with 0 when stopped, 1 when the server refuses, 2 for wrong arguments.`;

interface Plan {
  readonly topics: readonly Topic[];
  readonly onlyNew: boolean;
  readonly url: URL;
}

const plan = readPlan(USAGE, planned);
const failed = new AbortController();
const stop = AbortSignal.any([stopSignal(), failed.signal]);
await Promise.all(plan.topics.map((topic) => listen(topic)));

async function listen(topic: Topic): Promise<void> {
  const { onlyNew, url, topics } = plan;
  const name = topicName(topic);
  const onWait = (reason: Error) => console.error(`# waiting for ${name}: ${explain(reason, url)}`);
  console.log(`# Listening to events from topic: ${name}`);
  try {
    for await (const event of followTopic(foldlogAt(url), topic, { onlyNew, stop, onWait }))
      console.log((topics.length > 1 ? `${name} ` : "") + JSON.stringify(event));
  } catch (error) {
    process.exitCode = 1;
    console.error(explain(error, url));
    failed.abort();
  }
}

function planned(): Plan | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      new: { type: "boolean", default: false },
      url: { type: "string", default: "http://localhost:8787" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  if (positionals.length === 0) throw new Error("Name a topic to listen to.");
  const topics = [...new Set(positionals)].map((name) => topicNamed(name));
  return { topics, onlyNew: values.new, url: new URL(values.url) };
}

function topicNamed(name: string): Topic {
  const topic = EXAMPLES.get(name)?.topic ?? topicOf(name);
  if (topic) return topic;
  throw new Error(
    `"${name}" is no topic: it is Client.Event, or one of ${[...EXAMPLES.keys()].join(", ")}.`,
  );
}
