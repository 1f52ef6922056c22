import { problem } from "../problem-error.ts";
import type { Route, RouteContext } from "../route.ts";

/** The page is one document for all its addresses; what they mean is its own affair. */
export const pageRoutes: readonly Route[] = [
  { method: "GET", path: "/", run: showToBrowsers },
  { method: "GET", path: "/ui", run: showPage },
  { method: "GET", path: "/ui/*", run: showPage },
];

function showToBrowsers(c: RouteContext): Response | Promise<Response> {
  if (c.req.header("accept")?.includes("text/html")) return showPage(c);
  throw problem(
    "not-found",
    "The page is at /ui, the API begins at /v1. The README has a tour by curl.",
  );
}

function showPage(c: RouteContext): Promise<Response> {
  return c.env.ASSETS.fetch(new URL("/", c.req.url));
}
