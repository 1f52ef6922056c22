import type { Json } from "../../core/json.ts";
import { send } from "../support/send.ts";
import { bundleFoldlog, startWorkerd, temporary } from "../support/workerd.ts";
import { median, rate } from "./rate.ts";
import { report } from "./report.ts";

const ROUNDS = 5;
/** Turns in a round: a machine that is slower for a second is so for both. */
const TURNS = 10;
const BATCH = 50;
const REQUESTS = 20;
const CLIENTS = 8;

const PAGE_VIEW = {
  type: "object",
  required: ["path", "referrer", "viewport", "links"],
  additionalProperties: false,
  properties: {
    path: { type: "string", pattern: "^/[a-z/-]*$" },
    referrer: { type: "string", maxLength: 2000 },
    viewport: {
      type: "object",
      required: ["width", "height"],
      properties: { width: { type: "integer", minimum: 1 }, height: { type: "integer" } },
    },
    links: { type: "array", maxItems: 100, items: { type: "string", minLength: 1 } },
    kind: { enum: ["first", "again"] },
  },
};

const DATA = {
  path: "/shop/shoes/running",
  referrer: "https://www.example.com/search",
  viewport: { width: 1280, height: 720 },
  links: ["/cart", "/shop", "/shop/shoes", "/help", "/account"],
  kind: "again",
};

/**
 * Events per second in batches, as a ratio to the same batches in a category whose schema is `true`: all else that
 * is done for an event is the same, so the ratio is what the check of its data costs. Beside it, without a bound,
 * the ratio to appends of the same data to streams that belong to no system.
 */
export async function benchEye(): Promise<boolean> {
  const runtime = await startWorkerd(bundleFoldlog(), temporary("eye"));
  const { url } = runtime;
  await declare(url, "checked", PAGE_VIEW);
  await declare(url, "unchecked", true);
  const rounds: { checked: number; unchecked: number; appended: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let [checked, unchecked, appended] = [0, 0, 0];
    for (let turn = 0; turn < TURNS; turn += 1) {
      checked += await time(() => sendBatch(url, "checked"));
      unchecked += await time(() => sendBatch(url, "unchecked"));
      appended += await time(() => append(url));
    }
    rounds.push({ checked, unchecked, appended });
  }
  await runtime.stop();
  const events = REQUESTS * BATCH * TURNS * 1000;
  const perSecond = median(rounds.map(({ checked }) => events / checked)).toFixed(0);
  const appendsPerSecond = median(rounds.map(({ appended }) => events / appended)).toFixed(0);
  const ratioTo = (other: "unchecked" | "appended") =>
    median(rounds.map((round) => round[other] / round.checked));
  return report(`events in batches of ${BATCH}`, [
    {
      name: "checked, to unchecked",
      text: `${perSecond} events/s`,
      ratio: ratioTo("unchecked"),
      atLeast: 0.6,
    },
    {
      name: "checked, to appends",
      text: `${appendsPerSecond} appended events/s`,
      ratio: ratioTo("appended"),
    },
  ]);
}

async function declare(url: string, category: string, schema: Json): Promise<void> {
  const body = JSON.stringify(schema);
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/eye/categories/${category}`, { method: "PUT", headers, body });
  if (answer.status !== 201) throw new Error(await answer.text());
}

/** Milliseconds for REQUESTS requests. */
async function time(step: () => Promise<void>): Promise<number> {
  return (REQUESTS * 1000) / (await rate(CLIENTS, REQUESTS, step));
}

let sessions = 0;

function sendBatch(url: string, category: string): Promise<void> {
  sessions += 1;
  const timestamp = "2026-01-31 12:00:00.123456";
  const event = { session_id: `s-${sessions}`, category, name: "Shop", data: DATA, timestamp };
  return post(`${url}/eye/events`, event);
}

function append(url: string): Promise<void> {
  sessions += 1;
  return post(`${url}/v1/streams/bench-${sessions}/events`, { type: "checked", data: DATA });
}

async function post(url: string, event: Json): Promise<void> {
  const { status, text } = await send(
    "POST",
    url,
    JSON.stringify(Array.from({ length: BATCH }, () => event)),
  );
  if (status !== 201) throw new Error(text);
}
