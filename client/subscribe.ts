import { asError, backoffMs, failureOf, pause, type Failed } from "./send-with-retries.ts";
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

const LIVE = "text/event-stream";
const OPENED: ServerSentEvent = { event: "opened", data: "", id: "" };
/** The server says something every 15 s. */
const SILENCE_MS = 35_000;
const LONGEST_WAIT_MS = 5000;

/** See `Foldlog.subscribe`. */
export async function* subscribe<Event>(subscription: Subscription): AsyncGenerator<Event> {
  const { signal, onStatus } = subscription;
  let position = subscription.after;
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    onStatus({ state: "connecting" });
    const connection = new Connection(subscription, position);
    for await (const frame of connection.frames()) {
      tell(frame, onStatus);
      const at = newPosition(frame, position);
      if (at === undefined) continue;
      [position, attempt] = [at, 0];
      if (frame.event === "message") yield eventIn<Event>(frame);
    }
    if (connection.lasted) attempt = 0;
    if (!signal.aborted) await waitAfter(connection.ended, attempt, subscription);
  }
}

function tell({ event, data }: ServerSentEvent, onStatus: Subscription["onStatus"]): void {
  if (event === OPENED.event) onStatus({ state: "catching-up" });
  if (event === "caught-up") onStatus({ state: "live", head: headIn(data) });
}

function headIn(data: string): number {
  const { head }: { head: number } = JSON.parse(data);
  return head;
}

/** Where a frame stands; undefined if that has been reached already. */
function newPosition({ id }: ServerSentEvent, position: number | "now"): number | undefined {
  if (id === "") return undefined;
  const at = Number(id);
  return position === "now" || at > position ? at : undefined;
}

function eventIn<Event>({ data }: ServerSentEvent): Event {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the server sends
  return JSON.parse(data) as Event;
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
  /** Whether the server said that it was still there. */
  lasted = false;
  readonly #subscription: Subscription;
  readonly #after: number | "now";

  constructor(subscription: Subscription, after: number | "now") {
    this.#subscription = subscription;
    this.#after = after;
  }

  /** OPENED when it is answered, then what comes. */
  async *frames(): AsyncGenerator<ServerSentEvent> {
    const { open, signal } = this.#subscription;
    const abort = new AbortController();
    const stop = () => abort.abort();
    const fallSilent = () => abort.abort(new Error("The server fell silent."));
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    let silence = setTimeout(fallSilent, SILENCE_MS);
    try {
      const headers = { accept: LIVE };
      const response = await open(this.#after, { headers, signal: abort.signal });
      if (!response.ok) this.ended = await failureOf(response);
      if (!isLive(response)) return;
      yield OPENED;
      for await (const frame of readServerSentEvents(response.body)) {
        // While the reader of these events takes its time it is not the server that is silent.
        clearTimeout(silence);
        if (!frame) this.lasted = true;
        else if (!signal.aborted) yield frame;
        silence = setTimeout(fallSilent, SILENCE_MS);
      }
    } catch (error) {
      this.ended = { error: asError(error), mayPass: true };
    } finally {
      clearTimeout(silence);
      signal.removeEventListener("abort", stop);
      abort.abort();
    }
  }
}

/** A proxy may answer 200 with a page of its own. */
function isLive(response: Response): response is Response & { body: ReadableStream<Uint8Array> } {
  const type = response.headers.get("content-type") ?? "";
  return response.ok && response.body !== null && type.startsWith(LIVE);
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
