import type { LiveRequest, Slice, SliceRequest } from "./log-rpc.ts";
import type { LogStore } from "./log-store.ts";
import { step, subscription, WINDOW, type Subscription } from "./subscription.ts";

type Read = (request: SliceRequest) => Slice;

/**
 * A search for text through the past takes up to 50 ms of the object's time a step. All of them together
 * make one step in this time, so that appends wait for one at most.
 */
const SEARCH_EVERY_MS = 100;

/**
 * The subscribers of a log, each a WebSocket that the platform keeps while the object sleeps. A socket's
 * attachment is its Subscription. Events are read and sent in the turn in which they are found to be
 * there, so none falls between catching up and waiting. No more than WINDOW messages are on their way to
 * one subscriber; it says how many it has taken, as a number.
 */
export class Subscribers {
  readonly #ctx: DurableObjectState;
  readonly #store: LogStore;
  /** False when there is surely no subscriber, so that an append need not look for one. */
  #mayHave = true;
  /** When a search made its last step, in ms since 1970. */
  #searchedAt = 0;

  constructor(ctx: DurableObjectState, store: LogStore) {
    this.#ctx = ctx;
    this.#store = store;
  }

  /** Answers an upgrade whose query has a LiveRequest as JSON. */
  accept(request: Request): Response {
    const asked = new URL(request.url).searchParams.get("request") ?? "";
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody but the Worker reaches an object
    const live = JSON.parse(asked) as LiveRequest;
    const { 0: theirs, 1: ours } = new WebSocketPair();
    this.#ctx.acceptWebSocket(ours);
    this.#mayHave = true;
    this.#catchUp(ours, subscription(live));
    return new Response(null, { status: 101, webSocket: theirs });
  }

  /** A subscriber has taken so many messages. */
  taken(socket: WebSocket, messages: number): void {
    const current = attached(socket);
    const unread = Math.max(0, current.unread - messages);
    this.#catchUp(socket, { ...current, unread });
  }

  /** Sends what was appended. Subscribers that wait for the same share what is read. */
  wake(): void {
    if (!this.#mayHave) return;
    const sockets = this.#ctx.getWebSockets();
    this.#mayHave = sockets.length > 0;
    const known = new Map<string, Slice>();
    const read = (request: SliceRequest) => {
      const key = JSON.stringify(request);
      const slice = known.get(key) ?? this.#store.slice(request);
      known.set(key, slice);
      return slice;
    };
    for (const socket of sockets) {
      const current = attached(socket);
      if (current.waiting) this.#push(socket, { ...current, waiting: false }, read);
    }
  }

  #catchUp(socket: WebSocket, current: Subscription): void {
    const mayGoOn = current.waiting || current.request.text === undefined || this.#maySearch();
    if (mayGoOn) this.#push(socket, current, (request) => this.#store.slice(request));
    else {
      // The Worker takes an empty message after a while.
      socket.send("");
      socket.serializeAttachment({ ...current, unread: current.unread + 1 });
    }
  }

  #maySearch(): boolean {
    const now = Date.now();
    if (now - this.#searchedAt < SEARCH_EVERY_MS) return false;
    this.#searchedAt = now;
    return true;
  }

  #push(socket: WebSocket, from: Subscription, read: Read): void {
    let current = from;
    try {
      while (!current.waiting && current.unread < WINDOW) {
        const next = step(current, read);
        if (next.message !== undefined) socket.send(next.message);
        current = next.subscription;
        if (current.request.text !== undefined) break;
      }
      socket.serializeAttachment(current);
    } catch (error) {
      // The subscriber comes back and goes on from the last position that it knows.
      console.error(error);
      socket.close(1011, "The subscription broke");
    }
  }
}

function attached(socket: WebSocket): Subscription {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every socket of the object has one
  return socket.deserializeAttachment() as Subscription;
}
