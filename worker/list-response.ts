import type { NamesPage, SliceRequest } from "../durable/log-rpc.ts";
import type { Env } from "./env.ts";
import { readPage, streamEvents, type EventPage } from "./event-list.ts";
import { isUnchanged } from "./preconditions.ts";
import type { RouteContext } from "./route.ts";

const JSON_TYPE = "application/json";
/** What has been read of a log never changes. `private`, since a key may be needed to read it. */
export const IMMUTABLE = "private, max-age=31536000, immutable";

interface PageOptions {
  readonly request: SliceRequest;
  /** What stands around the list. */
  readonly open: string;
  readonly close: string;
  /** Whether the bounds in the query include what they name, as `from` and `to` do. */
  readonly inclusive?: boolean;
}

/** A list of events in an object. */
export const EVENTS = { open: '{"events":[', close: "]}" } as const;
/** The entity tag of a stream that does not exist. */
export const NO_STREAM = '"0"';

/** A page of events as JSON, with a link to the next one. A page of a stream has its revision as entity tag. */
export async function pageResponse(c: RouteContext, options: PageOptions): Promise<Response> {
  const { request, open, close } = options;
  const page = await readPage(c.env, request);
  if (page.next !== null) c.header("link", linkBehind(c, options, page.next));
  c.header("cache-control", isClosed(request, page) ? IMMUTABLE : "no-cache");
  if (request.by === "revision") {
    // What a stream's tag is for, If-Match, must be fresh: such a page is asked for again.
    c.header("cache-control", "no-cache");
    c.header("etag", `"${page.end}"`);
    if (page.end > 0 && isUnchanged(c.req.raw.headers, `"${page.end}"`)) return c.body(null, 304);
  }
  return c.body(open + page.text + close, 200, { "Content-Type": JSON_TYPE });
}

/** Whether no later append can change a page: something stands behind it, or it was asked up to a bound below the head. */
function isClosed({ direction }: SliceRequest, { next, closed }: EventPage): boolean {
  return (direction === "forward" && next !== null) || closed;
}

function linkBehind(c: RouteContext, { request, inclusive }: PageOptions, next: number): string {
  const forward = request.direction === "forward";
  if (inclusive) return nextLink(c.req.url, forward ? "from" : "to", forward ? next + 1 : next - 1);
  return nextLink(c.req.url, forward ? "after" : "before", next);
}

/** A page of a list in the order of its names. */
export function namesResponse(c: RouteContext, list: string, { text, next }: NamesPage): Response {
  const headers = new Headers({ "Content-Type": JSON_TYPE, "Cache-Control": "no-cache" });
  if (next !== null) headers.set("Link", nextLink(c.req.url, "after", next));
  return new Response(`{"${list}":[${text}]}`, { headers });
}

/** A link (RFC 8288) to the request's own address with another bound. */
export function nextLink(address: string, bound: string, value: number | string): string {
  const url = new URL(address);
  url.searchParams.set(bound, String(value));
  return `<${url.pathname}${url.search}>; rel="next"`;
}

/** All events of a request as one JSON array of any length. */
export async function arrayResponse(env: Env, request: SliceRequest): Promise<Response> {
  const body = await streamEvents(env, request, { open: "[", close: "]", empty: "[]" });
  return new Response(body, {
    headers: { "content-type": JSON_TYPE, "cache-control": "no-cache" },
  });
}

/** All events of a request as lines of JSON. */
export async function linesResponse(env: Env, request: SliceRequest): Promise<Response> {
  const body = await streamEvents(env, request, { open: "", close: "\n", empty: "" });
  const headers = {
    "content-type": "application/x-ndjson",
    "cache-control": "no-cache",
    vary: "Accept",
  };
  return new Response(body, { headers });
}
