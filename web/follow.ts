import type { RecordedEvent } from "../core/event.ts";
import { asError, pause } from "../client/send-with-retries.ts";
import { connection } from "./connection.svelte.ts";
import { foldlog } from "./foldlog.ts";

/** A page that is told of every arrival does nothing else at a thousand a second. */
const FLUSH_MS = 100;
const RETRY_MS = 4000;

/** Something that is read once and then kept as the log has it. */
export interface Follower {
  readonly filter: { readonly stream?: string; readonly category?: string };
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Reads the present. Called again after a failure. */
  readonly load: () => Promise<void>;
  /** Events in their order, at most ten times a second; `load` may have read the first of them already. */
  readonly take: (events: readonly RecordedEvent[]) => void;
  /** What went wrong; it is tried again by itself. */
  readonly fail: (error: unknown) => void;
}

/** Resolves when the follower's signal is given. */
export async function follow(follower: Follower): Promise<void> {
  const { signal, fail } = follower;
  while (!signal.aborted) {
    try {
      await loadAndFollow(follower);
    } catch (error) {
      if (signal.aborted) return;
      fail(error);
      connection.take({ state: "waiting", retryInMs: RETRY_MS, reason: asError(error) });
      await pause(RETRY_MS, signal);
    }
  }
}

async function loadAndFollow({ filter, signal, load, take }: Follower): Promise<void> {
  // The head comes first: what is appended while the present is read comes again, and nothing is missed.
  const { position } = await foldlog.get<{ position: number }>("/v1/head", {}, { signal });
  connection.reached(position);
  await load();
  const onStatus = connection.take.bind(connection);
  let arrived: RecordedEvent[] = [];
  for await (const event of foldlog.subscribe({ ...filter, after: position, signal, onStatus })) {
    arrived.push(event);
    if (arrived.length > 1) continue;
    setTimeout(() => {
      const events = arrived;
      arrived = [];
      connection.reached(events.at(-1)?.position ?? 0);
      if (!signal.aborted) take(events);
    }, FLUSH_MS);
  }
}
