import type { LiveRequest } from "../durable/log-rpc.ts";
import { KeyWatch } from "./access/key-watch.ts";
import type { Env } from "./env.ts";
import { LiveSocket, type LiveMessage } from "./live-socket.ts";
import type { RouteContext } from "./route.ts";

/** Proxies and browsers give up connections that are silent for long. */
const HEARTBEAT_MS = 15_000;
const TRIES = 5;

/**
 * Events as they come, as server-sent events (HTML, 9.2). What is read is what the reader takes: one that
 * does not read holds a few messages here and in the log's object, no more.
 * It ends when the key by which it was asked for does.
 */
export async function liveResponse(c: RouteContext, request: LiveRequest): Promise<Response> {
  const feed = new LiveFeed(c, request, await LiveSocket.open(c.env, request));
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode("retry: 1000\n\n"));
    },
    async pull(controller) {
      const text = await feed.next();
      if (text === undefined) controller.close();
      else controller.enqueue(encoder.encode(text));
    },
    cancel() {
      feed.close();
    },
  });
  return new Response(body, { headers: LIVE_HEADERS });
}

export const LIVE_HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-store",
  vary: "Accept",
} as const;

/** The text of one response. It outlives a restart of the log's object. */
class LiveFeed {
  readonly #env: Env;
  readonly #request: LiveRequest;
  readonly #watch: KeyWatch;
  #socket: LiveSocket;
  #position: number;
  #caughtUp = false;
  /** Sockets in a row that ended before they gave anything. */
  #failures = 0;
  /** When something was said last. */
  #saidAt = Date.now();

  constructor(c: RouteContext, request: LiveRequest, socket: LiveSocket) {
    this.#env = c.env;
    this.#watch = new KeyWatch(c);
    this.#request = request;
    this.#socket = socket;
    this.#position = request.after;
  }

  /** What is to be sent next; undefined if the log stays away, or the key has ended. */
  async next(): Promise<string | undefined> {
    while (await this.#watch.holds()) {
      const message = await this.#socket.next(this.#patienceMs());
      if (message === "closed") {
        if (!(await this.#reopen())) return undefined;
        continue;
      }
      const frames = message === "quiet" ? this.#heartbeat() : this.#frames(message);
      if (frames === "") continue;
      this.#saidAt = Date.now();
      return frames;
    }
    this.close();
    return undefined;
  }

  close(): void {
    this.#socket.close();
  }

  #patienceMs(): number {
    const silentMs = Date.now() - this.#saidAt;
    return Math.max(1, Math.min(this.#watch.patienceMs, HEARTBEAT_MS - silentMs));
  }

  #heartbeat(): string {
    return Date.now() - this.#saidAt >= HEARTBEAT_MS ? ": still here\n\n" : "";
  }

  #frames({ position, head, lines }: LiveMessage): string {
    this.#failures = 0;
    const moved = position > this.#position;
    this.#position = position;
    const frames = lines.map(eventFrame);
    if (position >= head && !this.#caughtUp) {
      this.#caughtUp = true;
      frames.push(`event: caught-up\nid: ${position}\ndata: {"head":${head}}\n\n`);
    } else if (lines.length === 0 && moved) {
      frames.push(
        `event: progress\nid: ${position}\ndata: {"position":${position},"head":${head}}\n\n`,
      );
    }
    return frames.join("");
  }

  async #reopen(): Promise<boolean> {
    while (this.#failures < TRIES) {
      // The first one at once: an object that restarts is there again when it is asked.
      if (this.#failures > 0) await scheduler.wait(100 * 2 ** this.#failures);
      this.#failures += 1;
      try {
        const request = { ...this.#request, after: this.#position };
        this.#socket = await LiveSocket.open(this.#env, request);
        return true;
      } catch (error) {
        console.error(error);
      }
    }
    return false;
  }
}

function eventFrame(line: string): string {
  const space = line.indexOf(" ");
  return `id: ${line.slice(0, space)}\ndata: ${line.slice(space + 1)}\n\n`;
}
