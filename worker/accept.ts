import { accepts } from "hono/accepts";
import { problem } from "./problem-error.ts";
import type { RouteContext } from "./route.ts";

type Asked = { readonly type: string; readonly q: number };

/** The media type that the client likes best; the first one if it does not say. Throws `not-acceptable`. */
export function accepted<Type extends string>(
  c: RouteContext,
  types: readonly [Type, ...Type[]],
): Type {
  const [usual] = types;
  if (!c.req.header("accept")) return usual;
  const match = (asked: readonly Asked[]) => best(asked, types) ?? "";
  const chosen = accepts(c, { header: "Accept", supports: [...types], default: "", match });
  const found = types.find((type) => type === chosen);
  if (found !== undefined) return found;
  throw problem("not-acceptable", `This can be had as ${types.join(" or ")}.`);
}

/** The type with the highest quality; of equals the first. */
function best(asked: readonly Asked[], types: readonly string[]): string | undefined {
  const qualities = types.map((type) => ({ type, q: quality(asked, type) }));
  const [winner] = qualities.filter(({ q }) => q > 0).toSorted((a, b) => b.q - a.q);
  return winner?.type;
}

/** What the most specific media range that covers a type says of it (RFC 9110, 12.5.1). */
function quality(asked: readonly Asked[], type: string): number {
  const ranges = [type, `${type.split("/")[0]}/*`, "*/*"];
  for (const range of ranges) {
    const found = asked.find((one) => one.type.toLowerCase() === range);
    if (found) return found.q;
  }
  return 0;
}
