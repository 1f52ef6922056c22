import type { Instant } from "../../core/instant.ts";

/** By the clock of this machine, to the millisecond. */
export function instantNow(): Instant {
  const ms = Date.now();
  return { seconds: Math.floor(ms / 1000), micros: (ms % 1000) * 1000 };
}
