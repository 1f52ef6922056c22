import type { ProblemDocument } from "../core/problem.ts";

interface CounterEntry {
  readonly type: string;
  readonly value: number;
  readonly t: number;
  readonly recordedAt: string;
}

export interface CounterNow {
  readonly value: number;
  readonly t: number;
  /** The newest first. */
  readonly entries: readonly CounterEntry[];
}

const SHOWN = 20;

/** The counter now, with its last events. */
export async function readCounter(): Promise<CounterNow> {
  const now = await ask<{ value: number; t: number }>("/value");
  const after = Math.max(0, now.t - SHOWN);
  const entries = await ask<CounterEntry[]>(`/events?after=${after}&limit=${SHOWN}`);
  return { ...now, entries: entries.toReversed() };
}

/** Appends one event. The same id again is the same event, so it may be sent twice. */
export async function addEvent(event: { type: string; value: string; id: string }): Promise<void> {
  await ask("/event", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(event),
  });
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, init).catch(unreachable);
  const body: T & ProblemDocument = await response.json();
  if (!response.ok) throw new Error(body.detail);
  return body;
}

/** Browsers say "Failed to fetch", each in its own words. */
function unreachable(cause: unknown): never {
  throw new Error("The server does not answer. Is it running?", { cause });
}
