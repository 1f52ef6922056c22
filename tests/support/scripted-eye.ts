import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";

export interface SentEvent {
  readonly id: string;
  readonly session_id: string;
  readonly category: string;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly timestamp: string;
}

interface Received {
  readonly ids: readonly string[];
  readonly contentType: string;
  /** Of the header, or of a beacon's body. */
  readonly key: string;
  readonly bytes: number;
}

type Status = "accepted" | "duplicate" | "quarantined";

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "authorization, content-type",
};

/**
 * Answers as The Eye does, to collectors. Two categories are not as others: of "odd" every event is put into
 * quarantine, and a batch with an event of "poison" is no body at all.
 */
export class ScriptedEye implements AsyncDisposable {
  /** As sent, by id, in the order of their arrival. */
  readonly events = new Map<string, SentEvent>();
  readonly quarantined = new Map<string, SentEvent>();
  readonly received: Received[] = [];
  /** Of a body. */
  mostBytes = 4 * 1024 * 1024;
  readonly #server = createServer((request, response) => void this.#take(request, response));
  #port = 0;

  static async started(): Promise<ScriptedEye> {
    const eye = new ScriptedEye();
    await eye.start();
    return eye;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** After a stop: on the same port, with what it knew. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, "127.0.0.1", resolve));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Breaks the connections that are open. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.stop();
  }

  /** In the order of their occurrence. */
  session(id: string): SentEvent[] {
    return this.#inOrder(({ session_id }) => session_id === id);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = "/" } = request;
    const body = await textOf(request).catch(() => undefined);
    // The connection broke within it.
    if (body === undefined) return void response.destroy();
    if (method === "OPTIONS") return void response.writeHead(204, CORS).end();
    if (method === "PUT") return give(response, 201, {});
    if (method === "POST" && url === "/eye/events") return this.#judge(request, response, body);
    this.#show(url, response);
  }

  #show(url: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, this.url);
    const [, id] = /^\/eye\/sessions\/(.+)$/.exec(pathname) ?? [];
    if (id !== undefined)
      return give(response, 200, { events: this.session(decodeURIComponent(id)) });
    if (pathname !== "/eye/events") return give(response, 404, { detail: "Nothing is here." });
    const name = searchParams.get("name");
    give(response, 200, { events: this.#inOrder((event) => event.name === name) });
  }

  /** Of their occurrence. */
  #inOrder(belongs: (event: SentEvent) => boolean): SentEvent[] {
    const events = [...this.events.values()].filter((event) => belongs(event));
    return events.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
  }

  #judge({ headers }: IncomingMessage, response: ServerResponse, body: string): void {
    const bytes = Buffer.byteLength(body);
    const { events, key } = readBody(body);
    this.received.push({
      ids: events.map(({ id }) => id),
      contentType: headers["content-type"] ?? "",
      key: headers.authorization?.replace("Bearer ", "") ?? key,
      bytes,
    });
    if (bytes > this.mostBytes) return give(response, 413, { detail: "That is too much." });
    if (events.some(({ category }) => category === "poison"))
      return give(response, 400, { detail: "The body cannot be read." });
    const results = events.map((event, index) => ({
      index,
      id: event.id,
      status: this.#record(event),
    }));
    give(response, statusOf(results.map(({ status }) => status)), { results });
  }

  #record(event: SentEvent): Status {
    const kept = event.category === "odd" ? this.quarantined : this.events;
    if (kept.has(event.id)) return "duplicate";
    kept.set(event.id, event);
    return kept === this.events ? "accepted" : "quarantined";
  }
}

function readBody(body: string): { readonly events: readonly SentEvent[]; readonly key: string } {
  const told: readonly SentEvent[] | { body: readonly SentEvent[]; key?: string } =
    JSON.parse(body);
  return "body" in told ? { events: told.body, key: told.key ?? "" } : { events: told, key: "" };
}

function statusOf(statuses: readonly Status[]): number {
  if (statuses.every((status) => status === "quarantined")) return 422;
  if (statuses.every((status) => status === "accepted")) return 201;
  return statuses.every((status) => status === "duplicate") ? 200 : 207;
}

function give(response: ServerResponse, status: number, body: object): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  const problem = status < 400 ? {} : { type: "/problems/refused", title: "No", status };
  response.writeHead(status, { ...CORS, "content-type": type });
  response.end(JSON.stringify({ ...problem, ...body }));
}
