import * as z from "zod";
import { EVENT_SHAPE } from "../../core/event-shape.ts";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import type { Outcome } from "../../core/problem.ts";
import type { Appended, SliceRequest } from "../../durable/log-rpc.ts";
import { chosenByPrefix, streamInPath } from "../access/parts.ts";
import { reads, writes } from "../access/route-access.ts";
import { accepted } from "../accept.ts";
import { appendedResponse, appendTo, idForRequest } from "../append-request.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { CLOUD_EVENTS, EVENTS, JSON_TYPE, namesResponse, pageResponse } from "../list-response.ts";
import { CLOUD_EVENTS_BATCH } from "../cloud-event-attributes.ts";
import { askLog } from "../log.ts";
import { momentOf } from "../moment.ts";
import { newEvents } from "../new-events.ts";
import {
  category,
  direction,
  limit,
  listedName,
  natural,
  streamOf,
  time,
  types,
} from "../parameters.ts";
import { problem, valueOf } from "../problem-error.ts";
import { readJson } from "../request-body.ts";
import type { Route, RouteContext } from "../route.ts";

export const streamRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/streams/:stream/events",
    access: writes(streamInPath),
    run: appendEvents,
  },
  {
    method: "GET",
    path: "/v1/streams/:stream/events",
    access: reads(streamInPath),
    run: readStream,
  },
  { method: "GET", path: "/v1/streams/:stream/state", access: reads(streamInPath), run: readState },
  { method: "GET", path: "/v1/streams", access: reads(chosenByPrefix), run: listStreams },
];

async function appendEvents(c: RouteContext): Promise<Response> {
  const stream = streamOf(c);
  refuseParameters(c);
  const body = await readJson(c.req.raw);
  const sent = newEvents(body, idForRequest(c.req.raw.headers));
  const outcome = await appendTo(c, stream, sent);
  return appendedResponse(sent, valueOf(Array.isArray(body) ? pointedIntoArray(outcome) : outcome));
}

/** The log tells what is wrong with an event, and which it is; the body is an array of them. */
function pointedIntoArray(outcome: Outcome<Appended>): Outcome<Appended> {
  if (outcome.ok || !outcome.problem.errors) return outcome;
  const at = `/${outcome.problem.members?.["index"]}`;
  const errors = outcome.problem.errors.map((error) => ({ ...error, pointer: at + error.pointer }));
  return { ok: false, problem: { ...outcome.problem, errors } };
}

async function readStream(c: RouteContext): Promise<Response> {
  const form = accepted(c, [JSON_TYPE, CLOUD_EVENTS_BATCH]);
  const request = streamRequest(c);
  c.header("vary", "Accept");
  return pageResponse(c, {
    request,
    inclusive: true,
    noStream: () => streamNotFound(request.stream),
    ...(form === JSON_TYPE ? EVENTS : CLOUD_EVENTS),
  });
}

const streamQuery = z.strictObject({
  from: natural.default(1),
  to: natural.default(Number.MAX_SAFE_INTEGER - 1),
  limit: limit.default(MAX_PAGE_EVENTS),
  direction: direction.default("forward"),
  type: types.optional(),
});

function streamRequest(c: RouteContext): SliceRequest & { readonly stream: string } {
  const stream = streamOf(c);
  const { from, to, type, ...rest } = checkedQuery(c, streamQuery);
  const bounds = { after: Math.max(0, from - 1), before: to + 1, types: type };
  return { by: "revision", stream, ...bounds, ...rest, shape: EVENT_SHAPE, separator: "," };
}

const momentQuery = z.strictObject({
  revision: natural.optional(),
  position: natural.optional(),
  at: time.optional(),
});

async function readState(c: RouteContext): Promise<Response> {
  const stream = streamOf(c);
  const until = momentOf(checkedQuery(c, momentQuery));
  const { state, revision, end } = valueOf(
    await askLog(c.env, (log) => log.state({ stream, until })),
  );
  if (end === 0) throw streamNotFound(stream);
  // Weak, since another version of the decider may make another state of the same revision.
  const etag = `W/"${revision}"`;
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-cache", ETag: etag };
  return new Response(`{"state":${state},"revision":${revision}}`, { headers });
}

const listQuery = z.strictObject({
  prefix: listedName.default(""),
  after: listedName.default(""),
  category: category.optional(),
  limit: limit.default(MAX_PAGE_EVENTS),
});

async function listStreams(c: RouteContext): Promise<Response> {
  const request = checkedQuery(c, listQuery);
  return namesResponse(c, "streams", await askLog(c.env, (log) => log.streams(request)));
}

function streamNotFound(stream: string): Error {
  return problem("stream-not-found", `There is no stream "${stream}".`, { members: { stream } });
}
