import type { NamesPage, SliceRequest } from "../durable/log-rpc.ts";
import type { Env } from "./env.ts";
import { CLOUD_EVENTS_BATCH } from "./cloud-event-attributes.ts";
import { cloudEventsText } from "./cloud-event-text.ts";
import { readPage, streamEvents, type EventPage } from "./event-list.ts";
import { isUnchanged } from "./preconditions.ts";
import type { RouteContext } from "./route.ts";

export const JSON_TYPE = "application/json";
/** What has been read of a log never changes. `private`, since a key may be needed to read it. */
export const IMMUTABLE = "private, max-age=31536000, immutable";

/** How a list of events is written. */
export interface ListForm {
  /** What stands around the list. */
  readonly open: string;
  readonly close: string;
  /** Its media type; JSON, unless it says another. */
  readonly type?: string;
  /** Makes the text of events what it is in this form. */
  readonly render?: (events: string) => string;
}

interface PageOptions extends ListForm {
  readonly request: SliceRequest;
  /** Whether the bounds in the query include what they name, as `from` and `to` do. */
  readonly inclusive?: boolean;
  /** What is thrown if the stream that is asked for does not exist; without it the page is empty. */
  readonly noStream?: () => Error;
}

/** A list of events in an object. */
export const EVENTS: ListForm = { open: '{"events":[', close: "]}" };
/** The same as a batch of CloudEvents. */
export const CLOUD_EVENTS: ListForm = {
  open: "[",
  close: "]",
  type: CLOUD_EVENTS_BATCH,
  render: cloudEventsText,
};
/** A page of events, with a link to the next one. A page of a stream, in JSON, has its revision as entity tag. */
export async function pageResponse(c: RouteContext, options: PageOptions): Promise<Response> {
  const { request, open, close, type = JSON_TYPE, render } = options;
  const page = await readPage(c.env, request);
  if (page.end === 0 && options.noStream) throw options.noStream();
  if (page.next !== null) c.header("link", linkBehind(c, options, page.next));
  c.header("cache-control", lifetime(request, page));
  if (request.by === "revision" && isKnown(c, type, page.end)) return c.body(null, 304);
  const text = render ? render(page.text) : page.text;
  return c.body(open + text + close, 200, { "Content-Type": type });
}

/**
 * Tags a page of a stream with its revision, and tells whether the client has it already. In JSON only, since
 * two forms of a page may not share a tag.
 */
function isKnown(c: RouteContext, type: string, revision: number): boolean {
  if (type !== JSON_TYPE) return false;
  // What a stream's tag is for, If-Match, must be fresh: such a page is asked for again.
  c.header("cache-control", "no-cache");
  c.header("etag", `"${revision}"`);
  return revision > 0 && isUnchanged(c.req.raw.headers, `"${revision}"`);
}

/** No later append can change a page if something stands behind it, or it was asked up to a bound below the head. */
function lifetime({ direction }: SliceRequest, { next, closed }: EventPage): string {
  return (direction === "forward" && next !== null) || closed ? IMMUTABLE : "no-cache";
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
