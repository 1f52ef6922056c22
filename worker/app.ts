import { Hono } from "hono";
import { tellAllowance } from "./access/allowance.ts";
import { preflightResponse, shareAnswer } from "./access/cors.ts";
import { guarded } from "./access/guarded.ts";
import { modeOf } from "./access/mode.ts";
import { problem, ProblemError } from "./problem-error.ts";
import { problemResponse } from "./problem-response.ts";
import type { AppEnv, Route } from "./route.ts";
import { HEALTH } from "./routes/health.ts";
import { routes } from "./routes.ts";

/** The routes as a Hono app. What goes wrong in any of them is answered here, as a problem. */
export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(async (c, next) => {
    if (c.req.path !== HEALTH) modeOf(c.env);
    requireDecodable(c.req.url);
    const preflight = await preflightResponse(c);
    if (preflight) return preflight;
    await next();
    tellAllowance(c);
    await shareAnswer(c);
    return undefined;
  });
  for (const route of routes) app.on(route.method, route.path, guarded(route));
  for (const [path, methods] of methodsByPath(routes))
    app.all(path, (c) => {
      const allow = methods.join(", ");
      throw new ProblemError(
        { code: "method-not-allowed", detail: `${c.req.method} is not taken here; ${allow} is.` },
        { allow },
      );
    });
  app.notFound((c) => problemResponse(notFound(c.req.path), pathOf(c.req.url)));
  app.onError((error, c) => problemResponse(error, pathOf(c.req.url), c.get("caller")));
  return app;
}

/** Percent-encoded as it came, so that it is a URI reference. */
function pathOf(url: string): string {
  return new URL(url).pathname;
}

function notFound(path: string): ProblemError {
  return problem("not-found", `There is nothing at ${path}.`);
}

/** Hono leaves an escape that is no UTF-8 as it stands; two names would then be one. */
function requireDecodable(address: string): void {
  if (!address.includes("%")) return;
  const { pathname, search } = new URL(address);
  if (!isDecodable(pathname))
    throw problem("invalid-path", "The path is not percent-encoded UTF-8.");
  if (!isDecodable(search))
    throw problem("invalid-query", "The query is not percent-encoded UTF-8.");
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function methodsByPath(list: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { method, path } of list) {
    const also = method === "GET" ? ["GET", "HEAD"] : [method];
    methods.set(path, [...(methods.get(path) ?? []), ...also]);
  }
  return methods;
}
