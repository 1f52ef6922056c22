import { randomInt } from "node:crypto";
import type { Fault } from "../support/faulty-proxy.ts";

/** How many of a hundred requests it happens to. */
export interface BadNetwork {
  readonly answersLost: number;
  /** Within the body. */
  readonly requestsCut: number;
}

/** What happens to so many requests. */
export function badNetwork(requests: number, { answersLost, requestsCut }: BadNetwork): Fault[] {
  return Array.from({ length: requests }, () => {
    const chance = randomInt(100);
    if (chance < answersLost) return { loseAnswer: true };
    return chance < answersLost + requestsCut ? { cutRequestAfter: randomInt(200) } : {};
  });
}
