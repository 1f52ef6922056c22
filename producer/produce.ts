// npm run produce -- [fruits | colors] [--every 500] [--count n] [--url http://localhost:8787]
import { parseArgs } from "node:util";
import { EXAMPLES, type Example } from "../systems/gateway/examples.ts";
import { KEY_USAGE, readPlan, stopSignal, wholeNumber } from "./command-line.ts";
import { produceCounter } from "./produce-counter.ts";
import { produceExample } from "./produce-example.ts";
import type { Plan } from "./random-events.ts";

const USAGE = `Posts a random event to the counter every so many milliseconds, until stopped. With the name of an
example it registers that event at the gateway instead, and sends one after the other.

  npm run produce -- --every 500 [--count n] [--url http://localhost:8787]
  npm run produce -- ${[...EXAMPLES.keys()].join("|")} [--every n] [--count n] [--url u]

  --every n   milliseconds from one event to the next, 1 to 3600000 (default 500; 1000 for an example)
  --count n   end after n events (default: go on until Ctrl-C)
  --url u     where Foldlog answers (default http://localhost:8787)

${KEY_USAGE}
Exits with 0 when done or stopped, 1 when the server refuses or stays away, 2 for wrong arguments.`;

interface NamedPlan extends Plan {
  /** Without one it is the counter. */
  readonly example: Example | undefined;
}

const plan = readPlan(USAGE, planned);
const stop = stopSignal();
await (plan.example ? produceExample(plan.example, plan, stop) : produceCounter(plan, stop));

function planned(): NamedPlan | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      every: { type: "string" },
      count: { type: "string" },
      url: { type: "string", default: "http://localhost:8787" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const example = exampleIn(positionals);
  return {
    example,
    everyMs: wholeNumber("--every", values.every ?? (example ? "1000" : "500"), 3_600_000),
    count: values.count === undefined ? Infinity : wholeNumber("--count", values.count, 1e9),
    url: new URL(values.url),
  };
}

function exampleIn(names: readonly string[]): Example | undefined {
  const [name] = names;
  if (name === undefined) return undefined;
  const found = EXAMPLES.get(name);
  if (found && names.length === 1) return found;
  throw new Error(
    `One example can be named, ${[...EXAMPLES.keys()].join(" or ")}, not "${names.join(" ")}".`,
  );
}
