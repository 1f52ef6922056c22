import type { Route, RouteContext } from "../route.ts";
import { authenticate } from "./authenticate.ts";
import { ANYONE, NOBODY, requirePermission, type Caller } from "./caller.ts";
import { modeOf } from "./mode.ts";
import type { Access } from "./route-access.ts";
import { callerWithTicket } from "./ticket.ts";
import { requireOrigin } from "./origin.ts";
import { noKey } from "./unauthorized.ts";
import { withoutParameter } from "./without-parameter.ts";

/** A route that runs only for those who may. */
export function guarded({ access, run }: Route): Route["run"] {
  return async (c) => {
    if (isPublic(c, access)) c.set("caller", NOBODY);
    else await admit(c, access);
    return run(c);
  };
}

function isPublic(c: RouteContext, access: Access): boolean {
  return access === "public" || (access !== "any-key" && access.isPublic?.(c) === true);
}

/** Throws `unauthorized` or `forbidden`. */
async function admit(c: RouteContext, access: Access): Promise<void> {
  const mode = modeOf(c.env);
  const caller = mode.isOpen ? ANYONE : await identify(c, mode.adminKey);
  if (caller === NOBODY) throw noKey();
  c.set("caller", caller);
  requireOrigin(c, caller);
  if (typeof access === "string") return;
  const parts = access.parts(c);
  for (const action of access.actions) requirePermission(c, action, parts);
}

/** By a ticket, or by a key. */
async function identify(c: RouteContext, adminKey: string): Promise<Caller> {
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  const ticket = c.req.query("ticket");
  if (!isRead || ticket === undefined || c.req.raw.headers.has("authorization"))
    return authenticate(c, adminKey);
  const caller = await callerWithTicket(c, ticket);
  // It is not the route's, and must not stand in the links that it answers with.
  c.req.raw = withoutParameter(c.req.raw, "ticket");
  return caller;
}
