// node tests/support/collecting-program.ts <url> <path> [session]: collects for a session until it is killed;
// without one it sends what the file holds, and ends.
import { Collector } from "../../client/collector.ts";

const [url = "", path = "", sessionId] = process.argv.slice(2);
const options = { url, path, application: "Killed", flushMs: 30, batchEvents: 20 };

if (sessionId === undefined) {
  const collector = new Collector(options);
  await collector.close();
  console.log(JSON.stringify(collector.status()));
} else {
  const collector = new Collector({ ...options, sessionId });
  let n = 0;
  setInterval(() => {
    for (let i = 0; i < 3; i += 1) collector.collect("click", { n: (n += 1) });
    console.log(n);
  }, 2);
}
