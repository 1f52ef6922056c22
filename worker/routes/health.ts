import about from "../../package.json" with { type: "json" };
import { refuseParameters } from "../checked.ts";
import type { Route, RouteContext } from "../route.ts";

export const HEALTH = "/healthz";

export const healthRoutes: readonly Route[] = [
  { method: "GET", path: HEALTH, access: "public", run: readHealth },
];

function readHealth(c: RouteContext): Response {
  refuseParameters(c);
  return c.json({ status: "ok", version: about.version }, 200, { "cache-control": "no-store" });
}
