import type { RouteContext } from "../route.ts";
import { authenticate, callerWith } from "./authenticate.ts";
import { ANYONE, type Caller } from "./caller.ts";
import { readLetter } from "./letter.ts";
import type { Mode } from "./mode.ts";
import { callerWithTicket } from "./ticket.ts";
import { noKey, unauthorized } from "./unauthorized.ts";
import { callerBySignature, isSigned } from "./webhook.ts";
import { withoutParameter } from "./without-parameter.ts";

/**
 * Who sent a request: by the header Authorization, a ticket, a signature, or a key in the body. What only says
 * that is taken out of the request, so that no route sees it. Throws `unauthorized`.
 */
export async function identify(c: RouteContext, mode: Mode): Promise<Caller> {
  if (mode.isOpen) {
    await openLetter(c);
    return ANYONE;
  }
  if (c.req.header("authorization") !== undefined) {
    const caller = await authenticate(c, mode.adminKey);
    await openLetter(c);
    return caller;
  }
  if (isSigned(c)) return callerBySignature(c);
  return (await byTicket(c)) ?? (await byLetter(c));
}

async function byTicket(c: RouteContext): Promise<Caller | undefined> {
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  const ticket = isRead ? c.req.query("ticket") : undefined;
  if (ticket === undefined) return undefined;
  const caller = await callerWithTicket(c, ticket);
  c.req.raw = new Request(withoutParameter(c.req.url, "ticket"), c.req.raw);
  return caller;
}

async function byLetter(c: RouteContext): Promise<Caller> {
  const key = await openLetter(c);
  if (key === undefined) throw noKey();
  const caller = await callerWith(c, key);
  if (caller.kind === "browser") return caller;
  throw unauthorized("Only a browser key is taken from a body. Send this one as a header.");
}

/** The key in a letter. The route gets what is in the letter. */
async function openLetter(c: RouteContext): Promise<string | undefined> {
  const letter = await readLetter(c);
  if (letter) c.req.raw = letter.request;
  return letter?.key;
}
