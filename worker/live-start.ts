import * as z from "zod";
import { askLog } from "./log.ts";
import { natural } from "./parameters.ts";
import { problem } from "./problem-error.ts";
import type { RouteContext } from "./route.ts";

/** Behind which position a live answer begins. */
export const livePosition = z.union(
  [natural, z.literal("now")],
  "must be a whole number from 0, or now",
);

/** The position behind which it begins: that of Last-Event-ID, or what was asked for. Throws `invalid-header`. */
export async function startOf(c: RouteContext, asked: number | "now"): Promise<number> {
  // An EventSource that comes back asks for its first address again and says in this header where it was.
  const from = lastEventId(c.req.raw.headers) ?? asked;
  return from === "now" ? (await askLog(c.env, (log) => log.head())).position : from;
}

function lastEventId(headers: Headers): number | undefined {
  const header = headers.get("last-event-id");
  if (header === null || header === "") return undefined;
  const { success, data } = natural.safeParse(header);
  if (success) return data;
  throw problem("invalid-header", "Last-Event-ID must be a position: a whole number from 0.");
}
