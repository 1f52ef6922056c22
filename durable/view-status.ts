import type { ReadLog } from "./view-fold.ts";
import type { ViewStatus } from "./view-rpc.ts";
import type { ViewStore } from "./view-store.ts";

/** Where a view stands beside its log. `now` is in milliseconds since 1970. */
export async function viewStatus(
  store: ViewStore,
  readLog: ReadLog,
  now: number,
): Promise<ViewStatus> {
  const asked = positionOf(store);
  // What is wrong is told when the log cannot be asked, too: then as if nothing were behind.
  const {
    head,
    oldest = now,
    error,
  } = await behind(readLog, asked).catch((reason: unknown) => ({
    head: asked,
    oldest: now,
    error: String(reason),
  }));
  const position = positionOf(store);
  return {
    name: store.projection.name,
    version: store.projection.version,
    head,
    // The log's clock is another one, and what came in since `now` was read counts too.
    lag: {
      events: Math.max(0, head - position),
      ms: position > asked ? 0 : Math.max(0, now - oldest),
    },
    ...answering(store),
    ...building(store, now),
    lastError: error ?? store.troubles().error,
    verifying: store.generations.get("check")?.position ?? null,
  };
}

function positionOf(store: ViewStore): number {
  return store.answering()?.position ?? 0;
}

function answering(store: ViewStore) {
  const live = store.answering();
  if (!live) return { position: 0, generation: null, rows: 0, deadLetters: 0 };
  const { position, number, rows } = live;
  return { position, generation: number, rows, deadLetters: store.deadLetters.count(number) };
}

/** The head, and when the first event behind a position was recorded, in milliseconds. */
async function behind(readLog: ReadLog, position: number) {
  const { text, end } = await readLog({
    by: "position",
    after: position,
    before: Number.MAX_SAFE_INTEGER,
    direction: "forward",
    limit: 1,
    shape: [["recordedAt", "recordedAt"]],
    separator: ",",
  });
  const recordedAt = /"recordedAt":"(.*)"/.exec(text)?.[1];
  const oldest = recordedAt === undefined ? undefined : Date.parse(recordedAt);
  return { head: end, oldest, error: undefined };
}

function building(store: ViewStore, now: number): Pick<ViewStatus, "state" | "building"> {
  const next = store.building();
  const isLive = store.answering() !== undefined;
  if (!next) return { state: isLive ? "live" : "absent", building: null };
  const { number, version, position, rows, started_at, stopped_at, error } = next;
  const seconds = Math.max(0.001, (now - Date.parse(started_at)) / 1000);
  return {
    state: isLive ? "rebuilding" : "building",
    building: {
      generation: number,
      version,
      position,
      rows,
      startedAt: started_at,
      eventsPerSecond: Math.round(position / seconds),
      stopped: stopped_at === null ? null : { position: stopped_at, error: error ?? "" },
    },
  };
}
