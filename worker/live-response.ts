import type { LiveRequest } from "../durable/log-rpc.ts";
import type { Env } from "./env.ts";
import { LiveSocket, type LiveMessage } from "./live-socket.ts";

/** Proxies and browsers give up connections that are silent for long. */
const HEARTBEAT_MS = 15_000;
const TRIES = 5;

/**
 * Events as they come, as server-sent events (HTML, 9.2). What is read is what the reader takes: one that
 * does not read holds a few messages here and in the log's object, no more.
 */
export async function liveResponse(env: Env, request: LiveRequest): Promise<Response> {
  const feed = new LiveFeed(env, request, await LiveSocket.open(env, request));
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
  #socket: LiveSocket;
  #position: number;
  #caughtUp = false;
  /** Sockets in a row that ended before they gave anything. */
  #failures = 0;

  constructor(env: Env, request: LiveRequest, socket: LiveSocket) {
    this.#env = env;
    this.#request = request;
    this.#socket = socket;
    this.#position = request.after;
  }

  /** What is to be sent next; undefined if the log stays away. */
  async next(): Promise<string | undefined> {
    for (;;) {
      const message = await this.#socket.next(HEARTBEAT_MS);
      if (message === "quiet") return ": still here\n\n";
      if (message === "closed") {
        if (!(await this.#reopen())) return undefined;
        continue;
      }
      this.#failures = 0;
      const frames = this.#frames(message);
      if (frames !== "") return frames;
    }
  }

  close(): void {
    this.#socket.close();
  }

  #frames({ position, head, lines }: LiveMessage): string {
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
