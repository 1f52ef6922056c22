import type { NewEvent } from "../core/event-rows.ts";
import type { System } from "../core/system.ts";
import type { Execute } from "./log-rpc.ts";
import { positionOf, type Stand } from "./lookups.ts";
import type { LogParts } from "./write-events.ts";

interface Written {
  readonly command: Execute;
  readonly system: System;
  /** The log before it. */
  readonly stand: Stand;
  readonly events: readonly NewEvent[];
  readonly recordedAt: string;
}

/** Keeps the text that a command brought beside its first event, and ends those that its events end. */
export function keepAndEnd({ storage, kept }: LogParts, written: Written): void {
  const { command, system, stand, events, recordedAt } = written;
  const { stream, keep } = command;
  if (keep) {
    if (!system.keeping) throw new Error(`Nothing would end a text beside an event of ${stream}`);
    const until = new Date(Date.parse(recordedAt) + keep.forMs).toISOString();
    kept.add(stand.position + 1, keep.text, until);
  }
  for (const event of events) {
    const revision = system.keeping?.ends(event);
    if (revision !== undefined) kept.remove(positionOf(storage, stream, revision));
  }
}
