import { ProblemError } from "../problem-error.ts";
import type { RouteContext } from "../route.ts";
import type { Caller } from "./caller.ts";
import { spentBy, spendOne } from "./known-keys.ts";

const MINUTE_S = 60;

/** What is left of the requests that a key has in a minute. */
export interface Allowance {
  readonly perMinute: number;
  readonly left: number;
  /** Seconds until a minute begins. */
  readonly resetS: number;
}

/**
 * Counts a request. Throws `rate-limited`, which counts for nothing. Between two questions to the directory
 * each isolate knows its own requests only, so several may let through a little more together.
 */
export function spend(c: RouteContext, { key }: Caller): void {
  if (!key) return;
  const now = Date.now();
  const { id, perMinute } = key;
  const resetS = MINUTE_S - (Math.floor(now / 1000) % MINUTE_S);
  const left = perMinute - spentBy(id, now);
  c.set("allowance", { perMinute, left: Math.max(0, left - 1), resetS });
  if (left > 0) return spendOne(id);
  const detail = `The key has ${perMinute} requests a minute, and has made them. A minute begins in ${resetS} s.`;
  throw new ProblemError({ code: "rate-limited", detail }, { "retry-after": String(resetS) });
}

/** Header fields of draft-ietf-httpapi-ratelimit-headers. */
export function tellAllowance(c: RouteContext): void {
  const allowance = c.get("allowance");
  if (!allowance) return;
  const { perMinute, left, resetS } = allowance;
  c.header("ratelimit-policy", `"key";q=${perMinute};w=${MINUTE_S}`);
  c.header("ratelimit", `"key";r=${left};t=${resetS}`);
}
