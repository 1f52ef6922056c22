import * as z from "zod";
import type { Json } from "../../core/json.ts";
import { MAX_DATA_BYTES, MAX_PAGE_EVENTS } from "../../core/limits.ts";
import { failure, type Outcome } from "../../core/problem.ts";
import { partOfCategory, permits, type Action, type Part } from "../../core/scope.ts";
import { QUARANTINE_CATEGORY } from "../../systems/gateway/events.ts";
import type { Published } from "../../systems/gateway/event-stream.ts";
import { applicationOf, isEyeQuarantine } from "../../systems/eye/events.ts";
import { quarantinePart, sessionsOf } from "../../systems/eye/parts.ts";
import type {
  QuarantinedPage,
  QuarantinedRequest,
  Reasons,
  ReasonsRequest,
} from "../../systems/gateway/queries.ts";
import { sentStream, topicOf } from "../../systems/gateway/topic.ts";
import { requirePermission } from "../access/caller.ts";
import { onlyOne } from "../access/parts.ts";
import { reads, writes } from "../access/route-access.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { resendToEye } from "../eye/resend-to-eye.ts";
import {
  deleteQuarantined,
  notInQuarantine,
  readKept,
  readRecord,
  type Quarantined,
  withKept,
} from "../gateway/quarantine.ts";
import { resendToTopic } from "../gateway/resend-to-topic.ts";
import { sentResponse } from "../gateway/sent-response.ts";
import { nextLink } from "../list-response.ts";
import { refuseLonger } from "../new-events.ts";
import { limit, natural, naturalOf } from "../parameters.ts";
import { valueOf } from "../problem-error.ts";
import { readJson } from "../request-body.ts";
import type { Route, RouteContext } from "../route.ts";
import { freshnessParameters, viewAnswer } from "../view.ts";

const ONE = "/v1/quarantine/:position";

/** Events that did not fit, of topics and of applications. */
export const quarantineRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/quarantine", access: reads(quarantineInQuery), run: listQuarantined },
  {
    method: "GET",
    path: "/v1/quarantine/reasons",
    access: reads(quarantineInQuery),
    run: listReasons,
  },
  { method: "GET", path: ONE, access: reads([]), run: readOne },
  { method: "DELETE", path: ONE, access: writes([]), run: deleteOne },
  { method: "POST", path: `${ONE}/resend`, access: writes([]), run: resendOne },
];

const QUARANTINE = partOfCategory(QUARANTINE_CATEGORY);

/** The quarantine that the query names, or else all. */
function quarantineInQuery(c: RouteContext): readonly Part[] {
  const name = onlyOne(c, "topic") ?? "";
  return [isQuarantine(name) ? quarantinePart(name) : QUARANTINE];
}

function isQuarantine(name: string): boolean {
  return topicOf(name) !== undefined || isEyeQuarantine(name);
}

/** Who may not look everywhere is not told whether there is anything at a position. */
async function permittedRecord(c: RouteContext, action: Action): Promise<Quarantined> {
  try {
    const record = await readRecord(c.env, naturalOf(c, "position"));
    requirePermission(c, action, [quarantinePart(record.name)]);
    return record;
  } catch (error) {
    requirePermission(c, action, [QUARANTINE]);
    throw error;
  }
}

const topic = z
  .string()
  .refine(isQuarantine, "must be <client>.<event> or eye.<application>")
  .optional();

const listQuery = z.strictObject({
  topic,
  reason: z.string().max(200, "must be 200 characters at most").optional(),
  after: natural.default(0),
  limit: limit.default(100),
  ...freshnessParameters,
});

async function listQuarantined(c: RouteContext): Promise<Response> {
  const { topic: of, reason, after, limit: most, ...freshness } = checkedQuery(c, listQuery);
  const params = { topic: of ?? null, reason: reason ?? null, after, limit: most };
  const page = await viewAnswer<QuarantinedPage>(c, {
    view: "gateway",
    query: "quarantined",
    params: params satisfies QuarantinedRequest,
    freshness,
  });
  if (page === null) return c.body(null, 304);
  if (page.next !== null) c.header("link", nextLink(c.req.url, "after", page.next));
  return c.json({ events: page.events });
}

const reasonsQuery = z.strictObject({ topic, ...freshnessParameters });

async function listReasons(c: RouteContext): Promise<Response> {
  const { topic: of, ...freshness } = checkedQuery(c, reasonsQuery);
  const params = { topic: of ?? null, limit: MAX_PAGE_EVENTS } satisfies ReasonsRequest;
  const answer = await viewAnswer<Reasons>(c, {
    view: "gateway",
    query: "reasons",
    params,
    freshness,
  });
  return answer === null ? c.body(null, 304) : c.json(answer);
}

async function readOne(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const record = await permittedRecord(c, "read");
  const { name, position, kept, data, quarantinedAt } = await withKept(c.env, record);
  const { errors, event } = kept;
  const about = { position, topic: name, ...data, quarantinedAt };
  return c.json({ ...about, errors, event: event.data }, 200, { "cache-control": "no-store" });
}

async function deleteOne(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const ended = await deleteQuarantined(c.env, await permittedRecord(c, "write"));
  return c.body(null, 204, { "log-position": String(ended) });
}

/** With a body that is the event to send; without one the event goes as it is, which a newer schema may take. */
async function resendOne(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const record = await permittedRecord(c, "write");
  const isEmpty = c.req.raw.body === null || c.req.header("content-length") === "0";
  const corrected = isEmpty ? undefined : await readJson(c.req.raw);
  const toTopic = topicOf(record.name);
  const target = toTopic ? sentStream(toTopic) : sessionsOf(applicationOf(record.name));
  requirePermission(c, "write", [target]);
  const sent = await resend(c, record, corrected);
  const told = corrected === undefined ? toldOfKept(c, record, sent) : sent;
  return sentResponse(c, record.name, valueOf(told));
}

/** Where it does not fit tells what is kept, which only who may read it is told. */
function toldOfKept<T>(c: RouteContext, { name }: Quarantined, sent: Outcome<T>): Outcome<T> {
  if (sent.ok || sent.problem.code !== "schema-mismatch") return sent;
  if (permits(c.get("caller").scope, "read", [quarantinePart(name)])) return sent;
  const detail =
    "The event stays in quarantine. This key may not read there, so it is not told why.";
  return failure("schema-mismatch", detail);
}

/**
 * Sends it again, corrected or as it is, and takes it out of quarantine. A retry with the corrected event is
 * answered as the first was; one without it finds nothing there.
 */
async function resend(
  c: RouteContext,
  record: Quarantined,
  corrected: Json | undefined,
): Promise<Outcome<Published>> {
  const { name, position } = record;
  const kept = await readKept(c.env, position);
  const data = corrected ?? kept?.event.data;
  if (data === undefined) throw notInQuarantine(position);
  refuseLonger("data", data, MAX_DATA_BYTES);
  const toTopic = topicOf(name);
  const toResend = { record, kept, data };
  return toTopic ? resendToTopic(c, toTopic, toResend) : resendToEye(c, toResend);
}
