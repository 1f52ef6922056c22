import { problem } from "./problem-error.ts";
import type { Route } from "./route.ts";

/** First parts of paths that are files, or that the next routes will have. */
const OTHERS = ["assets", "docs", "logs", "metrics"];

/** Routes whose path begins with a client's name, which is none that the other routes begin with. */
export function withoutReserved(routes: readonly Route[], others: readonly Route[]): Route[] {
  const reserved = new Set([...others.map(({ path }) => path.split("/")[1]), ...OTHERS]);
  return routes.map(({ method, path, access, run }) => ({
    method,
    path,
    access,
    run: (c) => {
      const client = c.req.param("client") ?? "";
      if (!reserved.has(client)) return run(c);
      throw problem(
        "reserved-name",
        `"${client}" is the beginning of Foldlog's own addresses. Choose another name for the client.`,
      );
    },
  }));
}
