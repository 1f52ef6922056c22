import type { SliceRequest } from "../durable/log-rpc.ts";
import type { Env } from "./env.ts";
import { readPage, streamEvents } from "./event-list.ts";
import type { RouteContext } from "./route.ts";

const JSON_TYPE = "application/json";
/** What has been read of a log never changes. `private`, since a key may be needed to read it. */
export const IMMUTABLE = "private, max-age=31536000, immutable";

interface PageOptions {
  readonly request: SliceRequest;
  /** What stands around the list. */
  readonly open: string;
  readonly close: string;
  /** The parameter that goes on, for each direction. */
  readonly cursor: "after" | "before" | "from" | "to";
}

/** A page of events as JSON, with a link to the next one. */
export async function pageResponse(
  c: RouteContext,
  { request, open, close, cursor }: PageOptions,
): Promise<Response> {
  const page = await readPage(c.env, request);
  const headers = new Headers({ "content-type": JSON_TYPE, vary: "Accept" });
  if (page.next !== null)
    headers.set("link", nextLink(c.req.url, cursor, cursorValue(cursor, page.next)));
  const closed =
    page.next !== null && (request.direction === "forward" || request.before <= page.end + 1);
  headers.set("cache-control", closed ? IMMUTABLE : "no-cache");
  if (request.by === "revision") headers.set("etag", `"${page.end}"`);
  return new Response(open + page.text + close, { headers });
}

/** `after` and `before` leave out what they name, `from` and `to` do not. */
function cursorValue(cursor: PageOptions["cursor"], next: number): number {
  if (cursor === "from") return next + 1;
  return cursor === "to" ? next - 1 : next;
}

/** A link (RFC 8288) to the request's own address with another cursor. */
export function nextLink(address: string, cursor: string, value: number | string): string {
  const url = new URL(address);
  url.searchParams.set(cursor, String(value));
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
