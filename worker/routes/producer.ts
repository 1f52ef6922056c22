import * as z from "zod";
import { PRODUCER_LIMITS } from "../../core/limits.ts";
import type { ProducerRpc, ProducerStatus } from "../../durable/producer-rpc.ts";
import { PRODUCED_STREAM } from "../../systems/produced-event.ts";
import { ADMIN_ONLY, reads } from "../access/route-access.ts";
import { checkedBody, refuseParameters } from "../checked.ts";
import { valueOf } from "../problem-error.ts";
import { readJson } from "../request-body.ts";
import type { Route, RouteContext } from "../route.ts";

const PATH = "/v1/producer";

/** What every one of these routes answers. */
export type ProducerAnswer = ProducerStatus & { readonly limits: typeof PRODUCER_LIMITS };

export const producerRoutes: readonly Route[] = [
  { method: "POST", path: PATH, access: ADMIN_ONLY, run: startRun },
  { method: "GET", path: PATH, access: reads([PRODUCED_STREAM]), run: readStatus },
  { method: "DELETE", path: PATH, access: ADMIN_ONLY, run: stopRun },
];

const plan = z.strictObject({
  everyMs: wholeNumberIn(PRODUCER_LIMITS.everyMs),
  seconds: wholeNumberIn(PRODUCER_LIMITS.seconds),
});

function wholeNumberIn({ min, max }: { min: number; max: number }) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.int({ error, abort: true }).min(min, error).max(max, error);
}

async function startRun(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const checked = checkedBody(plan, await readJson(c.req.raw));
  const status = valueOf(await producer(c).start(checked));
  c.header("location", PATH);
  return statusResponse(c, status, 201);
}

async function readStatus(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  return statusResponse(c, await producer(c).status());
}

async function stopRun(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  return statusResponse(c, await producer(c).stop());
}

function producer({ env }: RouteContext): ProducerRpc {
  return env.PRODUCER_OBJECT.getByName("main");
}

function statusResponse(c: RouteContext, status: ProducerStatus, code: 200 | 201 = 200): Response {
  const answer: ProducerAnswer = { ...status, limits: PRODUCER_LIMITS };
  return c.json(answer, code, { "cache-control": "no-store" });
}
