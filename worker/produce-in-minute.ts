import { packRows } from "../core/event-rows.ts";
import { PRODUCED_STREAM, producedEvent } from "../systems/produced-event.ts";
import type { Env } from "./env.ts";
import { askLog } from "./log.ts";
import { valueOf } from "./problem-error.ts";

const MINUTE_MS = 60_000;

/**
 * Appends the random event of the minute in which a time (milliseconds since 1970) lies, if PRODUCER=on.
 * Id, type and value follow from the minute, so a trigger that comes twice counts once.
 * Throws what the log refuses: nobody asked, so the platform's list of failed triggers is who is told.
 */
export async function produceInMinute(env: Env, time: number): Promise<void> {
  if (env.PRODUCER !== "on") return;
  const minute = new Date(Math.floor(time / MINUTE_MS) * MINUTE_MS).toISOString();
  const event = producedEvent(`minute/${minute}`, await chanceOf(minute));
  const append = { stream: PRODUCED_STREAM, expected: "any", rows: packRows([event]) } as const;
  valueOf(await askLog(env, (log) => log.append(append)));
}

/** Numbers that look like chance, and are the same for the same seed. */
async function chanceOf(seed: string): Promise<() => number> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(seed));
  const bytes = new Uint8Array(digest).values();
  return () => (bytes.next().value ?? 0) / 256;
}
