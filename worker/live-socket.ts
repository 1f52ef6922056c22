import type { LiveRequest } from "../durable/log-rpc.ts";
import type { Env } from "./env.ts";
import { askLog } from "./log.ts";

/** A message of the log's object: how far it has looked, and what it found. */
export interface LiveMessage {
  readonly position: number;
  readonly head: number;
  /** Lines `<position> <event>`. */
  readonly lines: readonly string[];
}

/** So long an empty message is left, by which the object says that others search now. */
const BUSY_MS = 100;

/**
 * A subscription to the log's object, which may sleep while nothing comes. Messages wait here until they
 * are asked for; the object sends no more than it has been told were taken (see Subscribers).
 */
export class LiveSocket {
  readonly #socket: WebSocket;
  readonly #messages: string[] = [];
  #closed = false;
  #wake = () => {};

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.#messages.push(String(data));
      this.#wake();
    });
    for (const event of ["close", "error"] as const)
      socket.addEventListener(event, () => {
        this.#closed = true;
        this.#wake();
      });
    socket.accept();
  }

  /** Throws `log-too-busy`, or if the object does not answer. */
  static async open(env: Env, request: LiveRequest): Promise<LiveSocket> {
    const query = new URLSearchParams({ request: JSON.stringify(request) });
    const { webSocket } = await askLog(env, (log) =>
      log.fetch(`https://log/live?${query.toString()}`, { headers: { Upgrade: "websocket" } }),
    );
    if (!webSocket) throw new Error("The log takes no subscribers");
    return new LiveSocket(webSocket);
  }

  /** The next message; `quiet` if none came for so long, `closed` if none will come. */
  async next(patienceMs: number): Promise<LiveMessage | "quiet" | "closed"> {
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += BUSY_MS) {
      if (this.#messages.length === 0 && !this.#closed) await this.#arrival(patienceMs);
      const message = this.#messages.shift();
      if (message === undefined) return this.#closed ? "closed" : "quiet";
      if (message === "") await scheduler.wait(BUSY_MS);
      this.#take();
      if (message !== "") return parse(message);
    }
    return "quiet";
  }

  /** Tells the object that there is room for one more. */
  #take(): void {
    if (!this.#closed) this.#socket.send("1");
  }

  close(): void {
    this.#socket.close(1000);
  }

  #arrival(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function parse(message: string): LiveMessage {
  const [numbers = "", ...lines] = message.split("\n");
  const [position = 0, head = 0] = numbers.split(" ").map(Number);
  return { position, head, lines };
}
