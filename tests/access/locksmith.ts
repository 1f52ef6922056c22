import type { Json } from "../../core/json.ts";
import type { Client } from "../support/http.ts";

/** Foldlog, as whoever has ADMIN_KEY makes keys of it. */
export class Locksmith {
  /** Every secret that was told. */
  readonly secrets: string[] = [];
  readonly #client: Client;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(client: Client, adminKey: string) {
    this.#client = client;
    this.#headers = bearer(adminKey);
    this.secrets.push(adminKey);
  }

  async issue(scope: Json, more: Readonly<Record<string, Json>> = {}) {
    const wanted = { name: "access matrix", scope, ...more };
    const { status, body } = await this.#client.post("/v1/keys", wanted, this.#headers);
    if (status !== 201) throw new Error(`No key was made: ${JSON.stringify(body)}`);
    this.secrets.push(body.key ?? body.secret);
    return body;
  }

  async revoke(id: string): Promise<void> {
    await this.#client.send("DELETE", `/v1/keys/${id}`, { headers: this.#headers });
  }

  /** Of ADMIN_KEY, or of another key. */
  async ticket(key?: string): Promise<string> {
    const headers = key === undefined ? this.#headers : bearer(key);
    const { body } = await this.#client.post("/v1/tickets", {}, headers);
    this.secrets.push(body.ticket);
    return body.ticket;
  }
}

export function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}
