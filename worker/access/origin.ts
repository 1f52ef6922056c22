import { problem } from "../problem-error.ts";
import type { RouteContext } from "../route.ts";
import type { Caller } from "./caller.ts";

/** The origin of the web page whose script sent a request; `undefined` if none did. */
function originOf(c: RouteContext): string | undefined {
  const origin = c.req.header("origin");
  if (origin !== undefined) return origin;
  // Browsers leave the header out of what a page only reads from its own origin.
  const isOwn = c.req.header("sec-fetch-site") === "same-origin";
  return isOwn ? new URL(c.req.url).origin : undefined;
}

/** Throws `forbidden` for a key that is bound to other origins. */
export function requireOrigin(c: RouteContext, { scope: { origins } }: Caller): void {
  const origin = originOf(c);
  if (!origins || (origin !== undefined && origins.includes(origin))) return;
  throw problem("forbidden", "This key is for the web pages of certain origins, not of this one.");
}
