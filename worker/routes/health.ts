import { version } from "../../package.json";
import type { Route } from "../route.ts";

export const HEALTH = "/healthz";

export const healthRoutes: readonly Route[] = [
  {
    method: "GET",
    path: HEALTH,
    run: (c) => c.json({ status: "ok", version }, 200, { "cache-control": "no-store" }),
  },
];
