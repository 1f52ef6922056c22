import { accepts } from "hono/accepts";
import { problem } from "./problem-error.ts";
import type { RouteContext } from "./route.ts";

/** The media type that the client likes best; the first one if it does not say. Throws `not-acceptable`. */
export function accepted<Type extends string>(
  c: RouteContext,
  types: readonly [Type, ...Type[]],
): Type {
  const [usual] = types;
  if (!c.req.header("accept")) return usual;
  const chosen = accepts(c, {
    header: "Accept",
    supports: [...types],
    default: "",
    match: (asked, { supports }) => bestMatch(asked, supports),
  });
  const found = types.find((type) => type === chosen);
  if (found !== undefined) return found;
  throw problem("not-acceptable", `This can be had as ${types.join(" or ")}.`);
}

type Asked = { readonly type: string; readonly q: number };

function bestMatch(asked: readonly Asked[], supports: readonly string[]): string {
  const wanted = asked.filter(({ q }) => q > 0).toSorted((a, b) => b.q - a.q);
  for (const { type } of wanted) {
    const match = supports.find((supported) => covers(type.toLowerCase(), supported));
    if (match !== undefined) return match;
  }
  return "";
}

/** Whether a media range (RFC 9110, 12.5.1) covers a type. */
function covers(range: string, type: string): boolean {
  if (range === "*/*" || range === type) return true;
  return range.endsWith("/*") && type.startsWith(range.slice(0, -1));
}
