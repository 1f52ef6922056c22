import type { Route, RouteContext } from "../route.ts";

/** The page is one document for all its addresses; what they mean is its own affair. */
export const pageRoutes: readonly Route[] = [
  { method: "GET", path: "/ui", access: "public", run: showPage },
  { method: "GET", path: "/ui/*", access: "public", run: showPage },
];

export function asksForPage(c: RouteContext): boolean {
  return c.req.header("accept")?.includes("text/html") ?? false;
}

export function showPage(c: RouteContext): Promise<Response> {
  return c.env.ASSETS.fetch(new URL("/", c.req.url));
}
