import type { EventData } from "../core/event.ts";
import { parseJson, type Json } from "../core/json.ts";
import type { System } from "../core/system.ts";
import { first, type SyncStorage } from "./storage.ts";

/** A stream folded up to a revision. */
export interface Fold {
  readonly revision: number;
  readonly state: Json;
}

/** The fold one event on. */
export function advance(system: System, fold: Fold, event: EventData): Fold {
  return { revision: fold.revision + 1, state: system.decider.evolve(fold.state, event) };
}

const MAX_REMEMBERED = 1000;
/** Revisions between two checkpoints of a stream. */
const CHECKPOINT_EVERY = 100;
/** Events in memory at once: of 256 KiB each they are 25 MiB of the 128 that an object has. */
const READ_AT_ONCE = 100;

/**
 * Folds of streams by their system's decider. Whoever folds past a multiple of CHECKPOINT_EVERY keeps
 * a checkpoint there, so that any past state costs one checkpoint and less than CHECKPOINT_EVERY
 * events, also after a decider's new version has made the old checkpoints useless.
 */
export class StreamFolds {
  readonly #storage: SyncStorage;
  /** Latest folds, the least recently used first. One that is ahead of the stream, after a rollback, is never used: revisions are compared. */
  readonly #remembered = new Map<string, Fold>();

  constructor(storage: SyncStorage) {
    this.#storage = storage;
  }

  /** The fold of the first `revision` events of a stream, which must exist. Keeps the checkpoints that it finds missing. */
  at(system: System, stream: string, revision: number): Fold {
    const remembered = this.#remembered.get(stream);
    if (remembered?.revision === revision) return remembered;
    let fold = this.#checkpoint(system, stream, revision);
    while (fold.revision < revision) {
      const rows = this.#storage.all<{ type: string; data: string }>(
        `SELECT type, data FROM events WHERE stream = ? AND revision > ? AND revision <= ?
         ORDER BY revision LIMIT ${READ_AT_ONCE}`,
        stream,
        fold.revision,
        revision,
      );
      if (rows.length === 0) throw new Error(`${stream} has no revision ${revision}`);
      for (const { type, data } of rows) {
        fold = advance(system, fold, { type, data: parseJson(data) });
        this.#keepIfDue(system, stream, fold);
      }
    }
    return fold;
  }

  /** Keeps what has just been written: checkpoints where they are due, and the last fold in memory. */
  keep(system: System, stream: string, folds: readonly Fold[]): void {
    for (const fold of folds) this.#keepIfDue(system, stream, fold);
    const last = folds.at(-1);
    if (last) this.#remember(stream, last);
  }

  #keepIfDue({ decider }: System, stream: string, { revision, state }: Fold): void {
    if (revision % CHECKPOINT_EVERY !== 0) return;
    this.#storage.all(
      "INSERT OR REPLACE INTO checkpoints (stream, version, revision, state) VALUES (?, ?, ?, ?)",
      stream,
      decider.version,
      revision,
      JSON.stringify(state),
    );
  }

  #remember(stream: string, fold: Fold): void {
    this.#remembered.delete(stream);
    this.#remembered.set(stream, fold);
    if (this.#remembered.size <= MAX_REMEMBERED) return;
    const [oldest = stream] = this.#remembered.keys();
    this.#remembered.delete(oldest);
  }

  #checkpoint(system: System, stream: string, revision: number): Fold {
    const row = first<{ revision: number; state: string }>(
      this.#storage,
      `SELECT revision, state FROM checkpoints WHERE stream = ? AND version = ? AND revision <= ?
       ORDER BY revision DESC LIMIT 1`,
      stream,
      system.decider.version,
      revision,
    );
    if (!row) return { revision: 0, state: system.decider.initial };
    return { revision: row.revision, state: parseJson(row.state) };
  }
}
