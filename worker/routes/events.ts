import * as z from "zod";
import { EVENT_SHAPE } from "../../core/event-shape.ts";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import { WHOLE_LOG } from "../../core/scope.ts";
import { chosenByFilters } from "../access/parts.ts";
import { reads } from "../access/route-access.ts";
import { accepted } from "../accept.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { CLOUD_EVENTS_BATCH, ONE_CLOUD_EVENT } from "../cloud-event-attributes.ts";
import { cloudEventsText } from "../cloud-event-text.ts";
import { filterOf, filters } from "../event-filters.ts";
import { readPage } from "../event-list.ts";
import {
  CLOUD_EVENTS,
  EVENTS,
  IMMUTABLE,
  JSON_TYPE,
  linesResponse,
  pageResponse,
} from "../list-response.ts";
import { LIVE_HEADERS, liveResponse } from "../live-response.ts";
import { livePosition, startOf } from "../live-start.ts";
import { askLog } from "../log.ts";
import { direction, limit, many, natural, naturalOf } from "../parameters.ts";
import { problem } from "../problem-error.ts";
import type { Route, RouteContext } from "../route.ts";

export const eventRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/events", access: reads(chosenByFilters), run: readLog },
  { method: "GET", path: "/v1/events/:position", access: reads([WHOLE_LOG]), run: readEvent },
  { method: "GET", path: "/v1/head", access: reads([WHOLE_LOG]), run: readHead },
];

const NDJSON = "application/x-ndjson";
const LIVE = "text/event-stream";

const pageQuery = z.strictObject({
  after: natural.default(0),
  before: natural.default(Number.MAX_SAFE_INTEGER),
  limit: limit.default(MAX_PAGE_EVENTS),
  direction: direction.default("forward"),
  ...filters,
});
const linesQuery = pageQuery.extend({ limit: many.default(Number.MAX_SAFE_INTEGER) });
const { to_time: _end, ...endless } = filters;
const liveQuery = z.strictObject({ after: livePosition.default(0), ...endless });

async function readLog(c: RouteContext): Promise<Response> {
  const form = accepted(c, [JSON_TYPE, NDJSON, LIVE, CLOUD_EVENTS_BATCH]);
  if (form === LIVE) return readLive(c);
  const lines = form === NDJSON;
  const query = checkedQuery(c, lines ? linesQuery : pageQuery);
  const { after, before } = query;
  const request = {
    ...filterOf(query),
    by: "position",
    after,
    before,
    limit: query.limit,
    direction: query.direction,
    shape: EVENT_SHAPE,
  } as const;
  if (lines) return linesResponse(c.env, { ...request, separator: "\n" });
  c.header("vary", "Accept");
  const list = form === CLOUD_EVENTS_BATCH ? CLOUD_EVENTS : EVENTS;
  return pageResponse(c, { request: { ...request, separator: "," }, ...list });
}

async function readLive(c: RouteContext): Promise<Response> {
  const { after, ...query } = checkedQuery(c, liveQuery);
  const start = await startOf(c, after);
  if (c.req.method === "HEAD") return new Response(null, { headers: LIVE_HEADERS });
  return liveResponse(c, { ...filterOf(query), after: start, shape: EVENT_SHAPE });
}

async function readEvent(c: RouteContext): Promise<Response> {
  const form = accepted(c, [JSON_TYPE, ONE_CLOUD_EVENT]);
  const position = naturalOf(c, "position");
  refuseParameters(c);
  const { text, end } = await readPage(c.env, {
    by: "position",
    after: position - 1,
    before: position + 1,
    direction: "forward",
    limit: 1,
    shape: EVENT_SHAPE,
    separator: ",",
  });
  if (text === "")
    throw problem(
      "event-not-found",
      `There is no event at position ${position}; the head is ${end}.`,
      { members: { head: end } },
    );
  return new Response(form === ONE_CLOUD_EVENT ? cloudEventsText(text) : text, {
    headers: { "content-type": form, "cache-control": IMMUTABLE, vary: "Accept" },
  });
}

async function readHead(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const head = await askLog(c.env, (log) => log.head());
  return c.json(head, 200, { "log-position": String(head.position), "cache-control": "no-cache" });
}
