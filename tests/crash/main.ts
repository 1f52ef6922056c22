// npm run crash [-- --kills 5]: the runtime is killed under load, again and again; then the log is
// compared with what was acknowledged.
import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { bundleFoldlog, startWorkerd, temporary } from "../support/workerd.ts";
import { compare } from "./compare.ts";
import { Load } from "./load.ts";

const { values } = parseArgs({ options: { kills: { type: "string", default: "5" } } });
const kills = Number(values.kills);
const program = bundleFoldlog();
const data = temporary("crash");
const load = new Load(16);

for (let kill = 1; kill <= kills; kill += 1) {
  const runtime = await startWorkerd(program, data);
  load.url = runtime.url;
  await wait(randomInt(500, 2000));
  load.url = undefined;
  await runtime.stop("SIGKILL");
  console.log(`kill ${kill}: ${load.acknowledged.size} events acknowledged so far`);
}
const runtime = await startWorkerd(program, data);
load.url = runtime.url;
await load.end();
const faults = await compare(runtime.url, load.acknowledged);
await runtime.stop();

for (const fault of faults.slice(0, 20)) console.error(`  ${fault}`);
const told = `${kills} kills, ${load.requests} requests, ${load.acknowledged.size} events acknowledged`;
console.log(
  `${told}: ${faults.length === 0 ? "all there, in order, once" : `${faults.length} faults`}`,
);
process.exit(faults.length === 0 ? 0 : 1);
