import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../../core/event.ts";
import { categoryOf } from "../../core/names.ts";
import { encodeKey } from "../../core/key.ts";
import type { Projection } from "../../core/projection.ts";
import type { Execute } from "../../durable/log-rpc.ts";
import type { LogStore } from "../../durable/log-store.ts";
import { migrate } from "../../durable/migrate.ts";
import { ViewFold, type ViewLog } from "../../durable/view-fold.ts";
import { viewMigrations } from "../../durable/view-migrations.ts";
import { ViewStore } from "../../durable/view-store.ts";
import { projections } from "../../systems/index.ts";
import { openLog, readAll, T0 } from "../support/log-harness.ts";
import { MemoryRows } from "../support/memory-rows.ts";
import { NodeStorage } from "../support/node-storage.ts";
import { randomHistory } from "../support/order-history.ts";

type Sent = Pick<Execute, "stream" | "command" | "occurredAt">;

const accountCommand: fc.Arbitrary<Sent> = fc.constantFrom("a", "b", "c").chain((id) =>
  fc
    .oneof(
      fc.record({
        type: fc.constantFrom("deposit", "withdraw"),
        amount: fc.integer({ min: 1, max: 300 }).map((cents) => (cents / 100).toFixed(2)),
      }),
      fc.constantFrom(
        { type: "open", name: "Ada", currency: "EUR" },
        { type: "open", name: "Bob", currency: "USD" },
        { type: "close" },
      ),
    )
    .map((command) => ({
      stream: `account-${id}`,
      command: JSON.stringify({ id, ...command }),
      occurredAt: null,
    })),
);

const orderEvents = randomHistory.map(({ events }) =>
  events.map(({ stream, type, data, occurredAt }): Sent => ({
    stream,
    command: JSON.stringify({ type, data }),
    occurredAt,
  })),
);

const topic = fc.constantFrom("Ann.Tea", "Bob.Tea", "Bob.Tin");
const gatewayCommand: fc.Arbitrary<Sent> = fc
  .oneof(
    fc
      .record({
        schema: fc.constantFrom(true, false, {}),
        compatibility: fc.constantFrom(null, "NONE", "FULL"),
      })
      .map((data) => ({ category: "schema", command: { type: "register", hash: "h", ...data } })),
    fc.constant({
      category: "gateway",
      command: { type: "send", event: { type: "Tea", data: 1 } },
    }),
    fc.constantFrom("type at /a", "enum at /b").map((reason) => ({
      category: "quarantine",
      command: { type: "quarantine", data: { version: 1, bytes: 5, reason, errors: [] } },
    })),
    fc.integer({ min: 1, max: 9 }).map((revision) => ({
      category: "quarantine",
      command: { type: "end", revision, because: "deleted" },
    })),
  )
  .chain(({ category, command }) =>
    topic.map((name) => ({
      stream: `${category}-${name}`,
      command: JSON.stringify(command),
      occurredAt: null,
    })),
  );

const session = fc.record({
  session_id: fc.constantFrom("s-1", "s-2"),
  category: fc.constantFrom("party", "click"),
  name: fc.constantFrom("App", "Other"),
  data: fc.constantFrom(null, 1),
  timestamp: fc.constantFrom("2021-09-26T09:15:27.243860Z", "1969-12-31T23:59:59.000Z"),
});
const eyeCommand: fc.Arbitrary<Sent> = fc.oneof(
  session.map((data): Sent => ({
    stream: `session-${data.session_id}`,
    command: JSON.stringify({ type: "send", event: { type: data.category, data } }),
    occurredAt: data.timestamp,
  })),
  fc
    .record({
      name: fc.constantFrom("party", "party/App", "party/App/2"),
      schema: fc.constantFrom(true, false),
      compatibility: fc.constantFrom(null, "FULL"),
    })
    .map(({ name, ...data }): Sent => ({
      stream: `eyeschema-${name}`,
      command: JSON.stringify({ type: "register", hash: "h", ...data }),
      occurredAt: null,
    })),
  fc
    .record({
      application: fc.constantFrom("App", "my.app"),
      pointer: fc.constantFrom("/timestamp", "/data/a"),
    })
    .map(({ application, pointer }): Sent => {
      const errors = [{ pointer, keyword: "format", message: "" }];
      const data = { type: "party", id: "x", version: 1, bytes: 5, reason: "r", errors };
      const command = JSON.stringify({ type: "quarantine", data });
      return { stream: `quarantine-eye.${application}`, command, occurredAt: null };
    }),
);

/** Commands on accounts, topics and sessions, and order events, in any order, of which some are sent again, and again. */
const sent = fc
  .tuple(
    fc.array(accountCommand, { maxLength: 40, size: "max" }),
    fc.array(gatewayCommand, { maxLength: 60, size: "max" }),
    fc.array(eyeCommand, { maxLength: 40, size: "max" }),
    orderEvents,
  )
  .map(([accounts, topics, sessions, events]) => accounts.concat(topics, sessions, events))
  .map((list) =>
    list.map((one, i): Execute =>
      Object.assign(one, {
        expected: "any" as const,
        source: "test",
        id: `id-${i}`,
        metadata: null,
      }),
    ),
  )
  .chain((commands) =>
    fc.array(fc.constantFrom(...commands), { maxLength: 30 }).chain((again) => {
      const all = [...commands, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    }),
  );

/** The view of a projection, built from a log a few events at a time. */
async function viewOf(log: LogStore, projection: Projection): Promise<ViewStore> {
  const storage = new NodeStorage();
  migrate(storage, viewMigrations, T0);
  const store = new ViewStore(storage, projection);
  const slice: ViewLog["slice"] = async (request) => log.slice({ ...request, limit: 7 });
  store.begin("next", T0);
  await new ViewFold(store, { slice, attach: async () => {} }, () => T0).build();
  return store;
}

function textsIn(store: ViewStore): (readonly [string, string])[] {
  const live = store.answering();
  if (!live) throw new Error("Nothing answers");
  const rows = store.generations.table(live).between({ low: "", behind: "", end: "t" });
  return Array.from(rows, ({ key, row }) => [key, row]);
}

/** A plain fold: every event of the log, one after the other, without batches, buffers or a database. */
function folded(events: readonly RecordedEvent[], projection: Projection) {
  const rows = new MemoryRows();
  for (const event of events)
    if (projection.categories.includes(categoryOf(event.stream))) projection.evolve(rows, event);
  return rows.entries().map(([key, row]) => [encodeKey(key), JSON.stringify(row)]);
}

describe.each(projections.map((projection) => ({ name: projection.name, projection })))(
  "the view $name",
  ({ projection }) => {
    it("has the rows of a plain fold, with duplicates and what comes too early, and none twice", () =>
      fc.assert(
        fc.asyncProperty(sent, async (commands) => {
          const log = openLog(new NodeStorage());
          for (const command of commands) log.execute([command], T0);
          const events = readAll(log);
          expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
          const store = await viewOf(log, projection);
          expect(textsIn(store)).toEqual(folded(events, projection));
          expect(store.deadLetters.count(store.answering()?.number ?? 0)).toBe(0);
        }),
        { numRuns: 60 },
      ));
  },
);
