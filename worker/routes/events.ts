import * as z from "zod";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import { accepted } from "../accept.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { EVENT_SHAPE, readPage } from "../event-list.ts";
import { EVENTS, IMMUTABLE, linesResponse, pageResponse } from "../list-response.ts";
import { askLog } from "../log.ts";
import {
  category,
  direction,
  limit,
  many,
  natural,
  naturalOf,
  streamName,
  types,
} from "../parameters.ts";
import { problem } from "../problem-error.ts";
import type { Route, RouteContext } from "../route.ts";

export const eventRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/events", run: readLog },
  { method: "GET", path: "/v1/events/:position", run: readEvent },
  { method: "GET", path: "/v1/head", run: readHead },
];

const NDJSON = "application/x-ndjson";

const pageQuery = z.strictObject({
  after: natural.default(0),
  before: natural.default(Number.MAX_SAFE_INTEGER),
  limit: limit.default(MAX_PAGE_EVENTS),
  direction: direction.default("forward"),
  type: types.optional(),
  category: category.optional(),
  stream: streamName.optional(),
});
const linesQuery = pageQuery.extend({ limit: many.default(Number.MAX_SAFE_INTEGER) });

async function readLog(c: RouteContext): Promise<Response> {
  const lines = accepted(c, ["application/json", NDJSON]) === NDJSON;
  const { type, ...query } = checkedQuery(c, lines ? linesQuery : pageQuery);
  const request = { by: "position", types: type, ...query, shape: EVENT_SHAPE } as const;
  if (lines) return linesResponse(c.env, { ...request, separator: "\n" });
  c.header("vary", "Accept");
  return pageResponse(c, { request: { ...request, separator: "," }, ...EVENTS });
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
