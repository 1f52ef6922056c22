import type { StateRequest } from "../durable/log-rpc.ts";
import { problem } from "./problem-error.ts";

interface Moment {
  readonly revision?: number | undefined;
  readonly position?: number | undefined;
  /** As in StateRequest. */
  readonly at?: string | undefined;
}

/** Until when a query wants a stream folded: to its end if it does not say. Throws `invalid-query`. */
export function momentOf(query: Moment): StateRequest["until"] {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    const names = given.map(([name]) => name).join(" and ");
    throw problem("invalid-query", `Give one of ${names}.`);
  }
  const { revision, position, at } = query;
  if (position !== undefined) return { position };
  if (at !== undefined) return { time: at };
  return { revision: revision ?? Number.MAX_SAFE_INTEGER };
}
