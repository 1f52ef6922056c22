import type { Context } from "hono";
import type { Env } from "./env.ts";

export type RouteContext = Context<{ Bindings: Env }>;

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** Hono's pattern. */
  readonly path: string;
  readonly run: (c: RouteContext) => Response | Promise<Response>;
}
