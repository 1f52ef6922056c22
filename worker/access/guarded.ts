import type { Route, RouteContext } from "../route.ts";
import { spend } from "./allowance.ts";
import { NOBODY, requirePermission } from "./caller.ts";
import { identify } from "./identify.ts";
import { modeOf } from "./mode.ts";
import { requireOrigin } from "./origin.ts";
import type { Access } from "./route-access.ts";

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

/** Throws `unauthorized`, `forbidden` or `rate-limited`. */
async function admit(c: RouteContext, access: Access): Promise<void> {
  const caller = await identify(c, modeOf(c.env));
  c.set("caller", caller);
  requireOrigin(c, caller);
  spend(c, caller);
  if (typeof access === "string") return;
  const parts = access.parts(c);
  for (const action of access.actions) requirePermission(c, action, parts);
}
