import type { Json } from "../../core/json.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every kind
  readonly body: any;
}

export type Fetch = (request: Request) => Promise<Response>;
type Headings = Readonly<Record<string, string>>;

/** Calls by path. What is no string is sent as JSON. */
export class Client {
  readonly #fetch: Fetch;
  readonly #base: string;

  constructor(fetch: Fetch, base = "http://foldlog.test") {
    this.#fetch = fetch;
    this.#base = base;
  }

  async send(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.#fetch(new Request(this.#base + path, { ...init, method }));
    const text = new TextDecoder().decode(await response.arrayBuffer());
    const json = text !== "" && /[/+]json$/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json ? JSON.parse(text) : text,
    };
  }

  get(path: string, headers: Headings = {}): Promise<Answer> {
    return this.send("GET", path, { headers });
  }

  post(path: string, body: Json, headers: Headings = {}): Promise<Answer> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return this.send("POST", path, {
      body: text,
      headers: { "content-type": "application/json", ...headers },
    });
  }
}
