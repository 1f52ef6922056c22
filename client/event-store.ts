import type { CollectedEvent } from "./collected-event.ts";

/**
 * Keeps events that wait beyond the life of a page or a process. Does what it is asked for in that order, also
 * before it is done with what came before. Each promise may be rejected.
 */
export interface EventStore {
  /** What is kept, by whomever; oldest first. */
  load(): Promise<readonly CollectedEvent[]>;
  add(events: readonly CollectedEvent[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Runs while nobody else who shares the store does, where that can be had. */
  alone(run: () => Promise<void>): Promise<void>;
}
