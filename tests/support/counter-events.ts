import { setTimeout as wait } from "node:timers/promises";
import { randomCounterEvent } from "../../systems/counter/random-events.ts";
import { send } from "./send.ts";

export interface Series {
  readonly count: number;
  readonly seed: number;
  /** Between two events. */
  readonly pauseMs?: number;
}

/** Posts counter events one after the other: the same ones for the same seed. */
export async function postCounterEvents(url: string, series: Series): Promise<void> {
  const { count, seed, pauseMs = 0 } = series;
  const chance = chanceFrom(seed);
  for (let t = 1; t <= count; t += 1) {
    const { type, data } = randomCounterEvent(chance);
    const event = { type, value: data.value, id: `event-${t}` };
    const { status, text } = await send("POST", `${url}/event`, JSON.stringify(event));
    if (status !== 201) throw new Error(`POST /event answered ${status}: ${text}`);
    if (pauseMs > 0) await wait(pauseMs);
  }
}

/** Numbers from 0 up to, but not, 1 by a linear congruence, taken from its high bits. */
function chanceFrom(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    return Number(state >> 32n) / 2 ** 32;
  };
}
