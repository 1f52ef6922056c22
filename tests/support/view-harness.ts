import { encodeKey } from "../../core/key.ts";
import { migrate } from "../../durable/migrate.ts";
import type { SyncStorage } from "../../durable/storage.ts";
import { ViewFold, type ReadLog } from "../../durable/view-fold.ts";
import { viewMigrations } from "../../durable/view-migrations.ts";
import { ViewStore } from "../../durable/view-store.ts";
import { ArrayLog } from "./array-log.ts";
import { T0 } from "./log-harness.ts";
import { happeningIn, tallyIn, TallyProjection } from "./tally-projection.ts";

/** A view of tallies on a log in memory. */
export class TallyView {
  readonly log = new ArrayLog();
  readonly projection = new TallyProjection();
  readonly storage: SyncStorage;
  readonly store: ViewStore;
  readonly fold: ViewFold;

  constructor(storage: SyncStorage) {
    migrate(storage, viewMigrations, T0);
    this.storage = storage;
    this.store = new ViewStore(storage, this.projection);
    this.fold = new ViewFold(this.store, { slice: this.slice, attach: async () => {} }, () => T0);
  }

  /** A few events a slice, so that histories of some events take several. */
  readonly slice: ReadLog = (request) =>
    this.log.slice({ ...request, limit: Math.min(request.limit, 3) });

  /** Builds a generation to its end, or as far as it comes. */
  async build(): Promise<void> {
    this.store.begin("next", T0);
    await this.fold.build();
  }

  /** The rows of the generation that answers, by encoded key. */
  rows(): ReadonlyMap<string, string> {
    const live = this.store.answering();
    if (!live) throw new Error("Nothing answers");
    const rows = this.store.generations.table(live).between({ low: "", behind: "", end: "t" });
    return new Map([...rows].map(({ key, row }) => [key, row]));
  }

  /** What they must be: a plain fold of the events up to a position, but for those left out. */
  expected(position: number, leftOut: ReadonlySet<number> = new Set()) {
    const rows = new Map<string, string>();
    for (const { position: at, stream, type, data } of this.log.events) {
      if (at > position || leftOut.has(at) || !stream.startsWith("a-")) continue;
      const { name, value } = happeningIn(data);
      const key = encodeKey(["name", name]);
      const { count, sum } = tallyIn(JSON.parse(rows.get(key) ?? "null"));
      if (type === "Removed") rows.delete(key);
      else rows.set(key, JSON.stringify({ count: count + 1, sum: sum + value }));
    }
    return rows;
  }
}
