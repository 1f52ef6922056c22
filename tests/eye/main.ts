// npm run eye [-- --seconds 60 --foldlog]: collectors send over a bad network to a server that is restarted once;
// then each session is compared with what was collected. The server is a scripted one, or Foldlog itself.
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { FaultyProxy } from "../support/faulty-proxy.ts";
import { Foldlog } from "../support/foldlog.ts";
import { ScriptedEye } from "../support/scripted-eye.ts";
import { temporary } from "../support/workerd.ts";
import { badNetwork } from "./bad-network.ts";
import { CATEGORY, Load } from "./load.ts";

const CLIENTS = 20;
const EVENTS_PER_SECOND = 100;
const NETWORK = { answersLost: 20, requestsCut: 5 };
/** More than there will be. */
const REQUESTS = 100_000;
const AWAY_MS = 2000;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    foldlog: { type: "boolean", default: false },
  },
});
const halfMs = (Number(values.seconds) * 1000) / 2;
const server = await (values.foldlog ? Foldlog.started() : ScriptedEye.started());
await declareCategory();
const proxy = await FaultyProxy.start(server.url);
proxy.faults.push(...badNetwork(REQUESTS, NETWORK));

const directory = temporary("collectors");
const options = { url: proxy.url, directory, clients: CLIENTS };
const load = new Load({ ...options, eventsPerSecond: EVENTS_PER_SECOND });
await wait(halfMs);
await server.stop();
await wait(AWAY_MS);
await server.start();
await wait(halfMs);
await load.end(50);
const faults = await load.faults(server.url);
await Promise.all([proxy.down(), server.stop()]);

for (const fault of faults.slice(0, 20)) console.error(`  ${fault}`);
const network = `${NETWORK.answersLost} % of the answers lost, ${NETWORK.requestsCut} % cut, one restart`;
const told = `${load.collected} events of ${CLIENTS} clients in ${proxy.asked.length} requests (${network})`;
console.log(`${told}: ${faults.length === 0 ? "all there, in order, once" : "not all is well"}`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function declareCategory(): Promise<void> {
  await fetch(`${server.url}/eye/categories/${CATEGORY}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: '{"type":"object"}',
  });
}
