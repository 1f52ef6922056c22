import type { RecordedEvent } from "../core/event.ts";
import { backoffMs, failureOf, pause, type Failed } from "./send-with-retries.ts";
import { readServerSentEvents, type ServerSentEvent } from "./server-sent-events.ts";

/** What a subscription is doing. */
export type LiveStatus =
  | { readonly state: "connecting" | "catching-up" }
  | { readonly state: "live"; readonly head: number }
  | { readonly state: "waiting"; readonly retryInMs: number; readonly reason: Error };

interface Subscription {
  readonly open: (after: number | "now", init: RequestInit) => Promise<Response>;
  readonly after: number | "now";
  readonly signal: AbortSignal;
  readonly onStatus: (status: LiveStatus) => void;
}

/** The server says something every 15 s. */
const SILENCE_MS = 35_000;
const LONGEST_WAIT_MS = 5000;

/** See `Foldlog.subscribe`. */
export async function* subscribe(subscription: Subscription): AsyncGenerator<RecordedEvent> {
  const { signal, onStatus } = subscription;
  let position = subscription.after;
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    onStatus({ state: "connecting" });
    const connection = new Connection(subscription, position);
    for await (const frame of connection.frames()) {
      attempt = 0;
      const at = Number(frame.id);
      // Everything is new that comes behind "now", which is no number.
      const isNew = !(at <= Number(position));
      if (isNew) position = at;
      if (frame.event === "caught-up") onStatus({ state: "live", head: at });
      else if (isNew && frame.event === "message") yield eventIn(frame);
    }
    if (!signal.aborted) await waitAfter(connection.ended, attempt, subscription);
  }
}

function eventIn({ data }: ServerSentEvent): RecordedEvent {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the server sends
  return JSON.parse(data) as RecordedEvent;
}

/** Throws what no waiting mends. */
async function waitAfter(
  { error, mayPass, retryAfterMs }: Failed,
  attempt: number,
  { signal, onStatus }: Subscription,
): Promise<void> {
  if (!mayPass) throw error;
  const retryInMs = retryAfterMs ?? backoffMs(Math.max(1, attempt), LONGEST_WAIT_MS);
  onStatus({ state: "waiting", retryInMs, reason: error });
  await pauseUntilOnline(retryInMs, signal);
}

/** One connection, from its opening to its end. */
class Connection {
  /** Why it ended. */
  ended: Failed = { error: new Error("The connection ended."), mayPass: true };
  readonly #subscription: Subscription;
  readonly #after: number | "now";

  constructor(subscription: Subscription, after: number | "now") {
    this.#subscription = subscription;
    this.#after = after;
  }

  async *frames(): AsyncGenerator<ServerSentEvent> {
    const { open, signal, onStatus } = this.#subscription;
    const abort = new AbortController();
    const stop = () => abort.abort();
    signal.addEventListener("abort", stop);
    let silence = setTimeout(stop, SILENCE_MS);
    try {
      const headers = { accept: "text/event-stream" };
      const response = await open(this.#after, { headers, signal: abort.signal });
      if (!response.ok) this.ended = await failureOf(response);
      if (!response.ok || !response.body) return;
      onStatus({ state: "catching-up" });
      for await (const frame of readServerSentEvents(response.body)) {
        clearTimeout(silence);
        silence = setTimeout(stop, SILENCE_MS);
        if (frame) yield frame;
      }
    } catch (error) {
      this.ended = {
        error: error instanceof Error ? error : new Error(String(error)),
        mayPass: true,
      };
    } finally {
      clearTimeout(silence);
      signal.removeEventListener("abort", stop);
      abort.abort();
    }
  }
}

/** A browser tells when the network is back; then there is nothing to wait for. */
async function pauseUntilOnline(ms: number, signal: AbortSignal): Promise<void> {
  const online = new AbortController();
  const wake = () => online.abort();
  const target = "window" in globalThis ? globalThis : undefined;
  target?.addEventListener("online", wake);
  await pause(ms, AbortSignal.any([signal, online.signal]));
  target?.removeEventListener("online", wake);
}
