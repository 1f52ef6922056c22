import type { Context } from "hono";
import type { Allowance } from "./access/allowance.ts";
import type { Access } from "./access/route-access.ts";
import type { Caller } from "./access/caller.ts";
import type { Env } from "./env.ts";

/** What Hono hands to a route. */
export interface AppEnv {
  Bindings: Env;
  Variables: { caller: Caller; allowance?: Allowance };
}

export type RouteContext = Context<AppEnv>;

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Hono's pattern. */
  readonly path: string;
  /** What a request needs to get as far as `run`. */
  readonly access: Access;
  readonly run: (c: RouteContext) => Response | Promise<Response>;
}
