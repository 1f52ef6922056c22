import { success, type Outcome } from "../core/problem.ts";
import type { System } from "../core/system.ts";
import { replay } from "./identities.ts";
import { insertEvents } from "./insert-events.ts";
import type { KeptTexts } from "./kept-texts.ts";
import type { Append, Appended } from "./log-rpc.ts";
import type { Stand } from "./lookups.ts";
import type { SyncStorage } from "./storage.ts";
import type { Fold, StreamFolds } from "./stream-folds.ts";

/** What a log consists of, for those who write to it. */
export interface LogParts {
  readonly storage: SyncStorage;
  readonly folds: StreamFolds;
  readonly kept: KeptTexts;
  readonly systemOf: (category: string) => System | undefined;
}

/** Events that nothing stands against but perhaps their identities. */
interface Write {
  readonly append: Append;
  /** The log before it. */
  readonly stand: Stand;
  /** Of the stream, if one owns it, and the fold after each event. */
  readonly system: System | undefined;
  readonly folds: readonly Fold[];
  /** RFC 3339 with milliseconds. */
  readonly now: string;
}

/** Writes all events or none. If the log knows an identity among them, the answer is that of `replay`. */
export function writeEvents({ storage, folds }: LogParts, write: Write): Outcome<Appended> {
  const { append, stand, system, now } = write;
  try {
    return storage.transaction(() => {
      const appended = insert(storage, { append, stand, now });
      if (system) folds.keep(system, append.stream, write.folds);
      return success(appended);
    });
  } catch (error) {
    const known = replay(storage, append);
    if (known) return known;
    throw error;
  }
}

function insert(
  storage: SyncStorage,
  { append: { stream, rows }, stand, now }: Pick<Write, "append" | "stand" | "now">,
): Appended {
  const { position, revision } = stand;
  const recordedAt = now > stand.recordedAt ? now : stand.recordedAt;
  insertEvents(storage, { stream, rows, recordedAt, position, revision });
  const span = { position: position + 1, revision: revision + 1, count: rows.count, recordedAt };
  return { replayed: false, spans: [span] };
}
