import * as z from "zod";
import { EVENT_SHAPE } from "../../core/event-shape.ts";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import { accepted } from "../accept.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { filterOf, filters } from "../event-filters.ts";
import { readPage } from "../event-list.ts";
import { EVENTS, IMMUTABLE, linesResponse, pageResponse } from "../list-response.ts";
import { LIVE_HEADERS, liveResponse } from "../live-response.ts";
import { askLog } from "../log.ts";
import { direction, limit, many, natural, naturalOf } from "../parameters.ts";
import { problem } from "../problem-error.ts";
import type { Route, RouteContext } from "../route.ts";

export const eventRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/events", run: readLog },
  { method: "GET", path: "/v1/events/:position", run: readEvent },
  { method: "GET", path: "/v1/head", run: readHead },
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
const liveQuery = z.strictObject({
  after: z.union([natural, z.literal("now")], "must be a whole number from 0, or now").default(0),
  ...endless,
});

async function readLog(c: RouteContext): Promise<Response> {
  const form = accepted(c, ["application/json", NDJSON, LIVE]);
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
  return pageResponse(c, { request: { ...request, separator: "," }, ...EVENTS });
}

async function readLive(c: RouteContext): Promise<Response> {
  const { after, ...query } = checkedQuery(c, liveQuery);
  // An EventSource that comes back asks for its first address again and says in this header where it was.
  const seen = lastEventId(c.req.raw.headers);
  if (c.req.method === "HEAD") return new Response(null, { headers: LIVE_HEADERS });
  const from = seen ?? after;
  const position = from === "now" ? (await askLog(c.env, (log) => log.head())).position : from;
  return liveResponse(c.env, { ...filterOf(query), after: position, shape: EVENT_SHAPE });
}

function lastEventId(headers: Headers): number | undefined {
  const header = headers.get("last-event-id");
  if (header === null || header === "") return undefined;
  const { success, data } = natural.safeParse(header);
  if (success) return data;
  throw problem("invalid-header", "Last-Event-ID must be a position: a whole number from 0.");
}

async function readEvent(c: RouteContext): Promise<Response> {
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
  return new Response(text, {
    headers: { "content-type": "application/json", "cache-control": IMMUTABLE },
  });
}

async function readHead(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const head = await askLog(c.env, (log) => log.head());
  return c.json(head, 200, { "log-position": String(head.position), "cache-control": "no-cache" });
}
