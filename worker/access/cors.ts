import { askDirectory } from "../directory.ts";
import type { Env } from "../env.ts";
import type { RouteContext } from "../route.ts";

const METHODS = "GET, HEAD, POST, PUT, DELETE";
const REQUEST_HEADERS =
  "Accept, Authorization, Content-Encoding, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Prefer";
const RESPONSE_HEADERS =
  "ETag, Idempotent-Replayed, Link, Location, Log-Position, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate";
/** Seconds for which a browser does not ask again. */
const REMEMBERED_S = "600";
const FORBIDDEN = 403;

/**
 * The answer to a browser that asks whether a page of another origin may send a request (Fetch, 3.2). It may
 * if its origin is in ORIGINS, or some key is bound to it, or was: without this the page would not learn that
 * its key has ended. Which key it is, nobody knows yet.
 */
export async function preflightResponse(c: RouteContext): Promise<Response | undefined> {
  const origin = c.req.header("origin");
  const isPreflight =
    c.req.method === "OPTIONS" && c.req.header("access-control-request-method") !== undefined;
  if (!isPreflight || origin === undefined || !(await isKnown(c.env, origin))) return undefined;
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": origin,
      "access-control-allow-methods": METHODS,
      "access-control-allow-headers": REQUEST_HEADERS,
      "access-control-max-age": REMEMBERED_S,
      vary: "Origin",
    },
  });
}

/**
 * Lets the scripts of a page read the answer, if its origin is in ORIGINS or the key is bound to it; and why it
 * was refused, if it might ask.
 */
export async function shareAnswer(c: RouteContext): Promise<void> {
  if (!mayShare(c.env)) return;
  c.header("vary", "Origin", { append: true });
  const origin = c.req.header("origin");
  if (origin === undefined || !(await isShared(c, origin))) return;
  c.header("access-control-allow-origin", origin);
  c.header("access-control-expose-headers", RESPONSE_HEADERS);
}

async function isShared(c: RouteContext, origin: string): Promise<boolean> {
  // Nothing is known of the caller where there is no route, or who asked was not let in.
  const caller: { scope: { origins?: readonly string[] | undefined } } | undefined =
    c.get("caller");
  if (caller?.scope.origins?.includes(origin)) return true;
  const isRefusal = !caller || c.res.status === FORBIDDEN;
  return isRefusal ? isKnown(c.env, origin) : listed(c.env).includes(origin);
}

/** Where everybody is let in no key is looked at. */
function mayShare(env: Env): boolean {
  return env.ACCESS !== "open" || listed(env).length > 0;
}

async function isKnown(env: Env, origin: string): Promise<boolean> {
  if (listed(env).includes(origin)) return true;
  return env.ACCESS !== "open" && askDirectory(env, (directory) => directory.knowsOrigin(origin));
}

function listed({ ORIGINS = "" }: Env): readonly string[] {
  return ORIGINS.split(/[\s,]+/).filter(Boolean);
}
