import type { EventData, RecordedEvent } from "../core/event.ts";
import type { ExpectedRevision } from "../core/expected-revision.ts";
import type { Json } from "../core/json.ts";
import { KeyInUse, UNAUTHORIZED, type KeyOptions } from "./key-in-use.ts";
import { newId } from "./new-id.ts";
import { Refused, sendWithRetries, type Answer } from "./send-with-retries.ts";
import { subscribe, type LiveStatus } from "./subscribe.ts";

/** An event to append. Without an `id` it gets one before it is sent, so that a retry counts once. */
export type NewEvent = EventData & {
  readonly id?: string;
  readonly source?: string;
  /** RFC 3339. */
  readonly occurredAt?: string;
  readonly metadata?: Readonly<Record<string, Json>>;
};

export interface Appended {
  /** Of the last event. */
  readonly position: number;
  readonly revision: number;
  readonly events: readonly {
    readonly id: string;
    readonly position: number;
    readonly revision: number;
  }[];
}

/** Which events; all that are given must hold. */
interface EventFilter {
  readonly type?: string | readonly string[];
  readonly category?: string;
  readonly stream?: string;
  /** Text somewhere in the event. */
  readonly q?: string;
  /** RFC 3339; recorded at this time or later. */
  readonly from_time?: string;
}

export interface ReadOptions extends EventFilter {
  /** Recorded before this time. */
  readonly to_time?: string;
  /** Positions, both exclusive. */
  readonly after?: number;
  readonly before?: number;
  readonly direction?: "forward" | "backward";
}

export interface EventPage<E extends EventData = EventData> {
  readonly events: readonly RecordedEvent<E>[];
  readonly next: ReadOptions | undefined;
}

/** A page of a list. */
export interface Listed<Body> {
  readonly body: Body;
  /** The parameters that ask for the next page, if anything is left. */
  readonly next: URLSearchParams | undefined;
}

export interface RequestOptions {
  /** Ends waits and further tries with `Stopped`, and a read at once; a write under way may still be answered. */
  readonly signal?: AbortSignal;
  /** In all; 5 by default. */
  readonly tries?: number;
  /** Called before each wait for another try. */
  readonly onRetry?: (reason: Error, waitMs: number) => void;
}

export interface AppendOptions extends RequestOptions {
  readonly expected?: ExpectedRevision;
}

export interface SendOptions extends RequestOptions {
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ListenOptions {
  /** A position; `now` for what comes from the first `live` on. */
  readonly after?: number | "now";
  readonly signal?: AbortSignal;
  readonly onStatus?: (status: LiveStatus) => void;
}

export interface SubscribeOptions extends ListenOptions, EventFilter {}

/** Where the events of one kind go that one client of the gateway sends. */
export interface Topic {
  readonly client: string;
  readonly event: string;
}

type QueryValue = string | number | undefined;
type Query = { readonly [name: string]: QueryValue | readonly QueryValue[] };

const TRIES = 5;
const NEVER = new AbortController().signal;

/**
 * Foldlog over HTTP, in browsers and in Node. What may succeed later is tried again, with the same ids.
 * Throws `Refused`, which has the problem, for an answer that will not change.
 */
export class Foldlog {
  readonly #base: URL;
  readonly #key: KeyInUse;

  /** `base` is where Foldlog answers, such as `http://localhost:8787`: what stands before `/v1`. */
  constructor(base: string | URL, options: KeyOptions = {}) {
    this.#key = new KeyInUse(options);
    this.#base = new URL(base);
    if (!this.#base.pathname.endsWith("/")) this.#base.pathname += "/";
  }

  /** Appends all events or none. */
  async append(
    stream: string,
    events: NewEvent | readonly NewEvent[],
    { expected = "any", ...request }: AppendOptions = {},
  ): Promise<Appended> {
    const json = "type" in events ? withId(events) : events.map((event) => withId(event));
    const path = `/v1/streams/${encodeURIComponent(stream)}/events`;
    return this.send("POST", path, { ...request, json, headers: precondition(expected) });
  }

  /** The log's events, page by page as they are taken, up to the head as it is when that is reached. */
  async *read<E extends EventData = EventData>(
    options: ReadOptions = {},
    request: RequestOptions = {},
  ): AsyncGenerator<RecordedEvent<E>> {
    let rest: ReadOptions | undefined = options;
    while (rest) {
      const { events, next }: EventPage<E> = await this.page<E>(rest, request);
      yield* events;
      rest = next;
    }
  }

  /** One page of a read, and what to ask for next, if anything is left. */
  async page<E extends EventData = EventData>(
    options: ReadOptions & { readonly limit?: number },
    request: RequestOptions = {},
  ): Promise<EventPage<E>> {
    type Body = { readonly events: readonly RecordedEvent<E>[] };
    const { body, next } = await this.list<Body>("/v1/events", { ...options }, request);
    const bound = (name: string) => (next?.has(name) ? { [name]: Number(next.get(name)) } : {});
    return {
      events: body.events,
      next: next && { ...options, ...bound("after"), ...bound("before") },
    };
  }

  /**
   * Events as they come, behind `after` (0: from the first one). Goes on where a connection broke, loses
   * and repeats nothing. Ends when `signal` is given; throws `Refused` for a question that is wrong.
   */
  subscribe<E extends EventData = EventData>(
    options: SubscribeOptions = {},
  ): AsyncGenerator<RecordedEvent<E>> {
    const { signal: _signal, onStatus: _onStatus, ...filter } = options;
    return this.#live(options, (from) => this.#url("/v1/events", { ...filter, after: from }));
  }

  /**
   * The events of a topic, each as it was sent; in all else as `subscribe`. Throws `Refused` with the
   * code "event-not-registered" while nobody has registered the event.
   */
  listen<Event extends Json = Json>(
    { client, event }: Topic,
    options: ListenOptions = {},
  ): AsyncGenerator<Event> {
    const path = `/${encodeURIComponent(client)}/${encodeURIComponent(event)}/listen`;
    return this.#live(options, (after) => this.#url(path, { after }));
  }

  /** The fold of a stream, now or at a moment. */
  state<State>(
    stream: string,
    moment: { revision?: number; position?: number; at?: string } = {},
    request: RequestOptions = {},
  ): Promise<{ state: State; revision: number }> {
    return this.get(`/v1/streams/${encodeURIComponent(stream)}/state`, moment, request);
  }

  /** Any other question, such as `/v1/head`. */
  async get<Body>(path: string, query: Query = {}, request: RequestOptions = {}): Promise<Body> {
    const { body } = await this.answer(path, query, request);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller knows the route
    return body as Body;
  }

  /** A page of any other list, such as `/v1/streams`. */
  async list<Body>(
    path: string,
    query: Query = {},
    request: RequestOptions = {},
  ): Promise<Listed<Body>> {
    const { body, headers } = await this.answer(path, query, request);
    const [, link] = /<([^>]*)>; rel="next"/.exec(headers.get("link") ?? "") ?? [];
    const next = link === undefined ? undefined : new URL(link, this.#base).searchParams;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller knows the route
    return { body: body as Body, next };
  }

  /** The same with the headers of the answer, such as `Log-Position` and `Link`. */
  answer(path: string, query: Query = {}, request: RequestOptions = {}): Promise<Answer> {
    return this.#send(this.#url(path, query), { signal: request.signal ?? null }, request);
  }

  /** Any other request, with a JSON body. It must be safe to repeat. Gives undefined for 204. */
  async send<Body>(
    method: "POST" | "PUT" | "DELETE",
    path: string,
    { json, headers, ...request }: SendOptions = {},
  ): Promise<Body> {
    const init: RequestInit = { method, headers: { ...headers } };
    if (json !== undefined) {
      init.headers = { "content-type": "application/json", ...headers };
      init.body = JSON.stringify(json);
    }
    const { body } = await this.#send(this.#url(path), init, request);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller knows the route
    return body as Body;
  }

  #live<Event>(
    { after = 0, signal = NEVER, onStatus = () => {} }: ListenOptions,
    address: (after: number | "now") => URL,
  ): AsyncGenerator<Event> {
    const open = (from: number | "now", init: RequestInit) => this.#key.fetch(address(from), init);
    return subscribe({ open, after, signal, onStatus });
  }

  async #send(url: URL, init: RequestInit, request: RequestOptions): Promise<Answer> {
    const headers = new Headers(init.headers);
    headers.set("accept", "application/json");
    const { signal = NEVER, ...rest } = request;
    const options = { tries: TRIES, ...rest, stop: signal };
    const { text } = this.#key;
    try {
      return await sendWithRetries(url, this.#key.on({ ...init, headers }), options);
    } catch (error) {
      const isKeyless = error instanceof Refused && error.status === UNAUTHORIZED;
      if (!isKeyless || !(await this.#key.isOther(text))) throw error;
    }
    return this.#send(url, init, request);
  }

  #url(path: string, query: Query = {}): URL {
    const url = new URL(path.replace(/^\//, ""), this.#base);
    for (const [name, values] of Object.entries(query))
      for (const value of [values].flat())
        if (value !== undefined) url.searchParams.append(name, String(value));
    return url;
  }
}

function withId(event: NewEvent): NewEvent {
  return { ...event, id: event.id ?? newId() };
}

function precondition(expected: ExpectedRevision): Record<string, string> {
  if (expected === "any") return {};
  if (expected === "exists") return { "if-match": "*" };
  return expected === "none" || expected === 0
    ? { "if-none-match": "*" }
    : { "if-match": `"${expected}"` };
}
