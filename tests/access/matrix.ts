import type { Json } from "../../core/json.ts";
import type { Route } from "../../worker/route.ts";
import { routes } from "../../worker/routes.ts";
import type { Client } from "../support/http.ts";

/** One kind of what is sent to say who asks. */
export interface Credential {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether it lets a request get as far as a route. */
  readonly opens: (route: Route) => boolean;
}

export interface Cell {
  readonly route: string;
  readonly credential: string;
  readonly status: number;
  readonly isExpected: boolean;
}

const PAGE = "https://page.example";
const EXPIRES_MS = 1500;

/** What a key that reads the category `matrix` has without a filter, or asks for in a body. */
const READABLE = new Set([
  "GET /v1/streams/:stream/events",
  "GET /v1/streams/:stream/state",
  "GET /v1/keys/self",
  "POST /v1/tickets",
  "POST /eye/events/query",
]);

const isPublic = ({ access }: Route) => access === "public";
const isWriting = ({ access }: Route) =>
  access === "any-key" || (typeof access !== "string" && access.actions.join() === "write");

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

  async ticket(): Promise<string> {
    const { body } = await this.#client.post("/v1/tickets", {}, this.#headers);
    this.secrets.push(body.ticket);
    return body.ticket;
  }
}

/** The kinds there are. Those that must have ended have when this resolves. */
export async function credentialsOf(smith: Locksmith): Promise<readonly Credential[]> {
  const revoked = await smith.issue({ actions: ["admin"] });
  const expiresAt = new Date(Date.now() + EXPIRES_MS).toISOString();
  const expired = await smith.issue({ actions: ["admin"] }, { expiresAt });
  const reader = await smith.issue({ actions: ["read"], categories: ["matrix"] });
  const origins = { actions: ["write"], origins: [PAGE] };
  const browser = await smith.issue(origins, { kind: "browser" });
  const writer = await smith.issue({ actions: ["write"] });
  const admin = await smith.issue({ actions: ["admin"] });
  await smith.revoke(revoked.id);
  await new Promise((resolve) => setTimeout(resolve, EXPIRES_MS));
  const elsewhere = { ...bearer(browser.key), origin: "https://elsewhere.example" };
  const mistyped = admin.key.replace(/.$/, (last: string) => (last === "0" ? "1" : "0"));
  return [
    { name: "none", headers: {}, opens: isPublic },
    { name: "mistyped", headers: bearer(mistyped), opens: isPublic },
    { name: "revoked", headers: bearer(revoked.key), opens: isPublic },
    { name: "expired", headers: bearer(expired.key), opens: isPublic },
    { name: "other origin", headers: elsewhere, opens: isPublic },
    {
      name: "reads matrix",
      headers: bearer(reader.key),
      opens: (route) => isPublic(route) || READABLE.has(nameOf(route)),
    },
    {
      name: "writes",
      headers: bearer(writer.key),
      opens: (route) => isPublic(route) || isWriting(route),
    },
    { name: "admin", headers: bearer(admin.key), opens: () => true },
  ];
}

/** Every route, asked with every kind. What gets in finds nothing, and changes nothing but that the producer stops. */
export async function accessMatrix(
  client: Client,
  credentials: readonly Credential[],
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const route of routes)
    for (const { name, headers, opens } of credentials) {
      const { status } = await client.send(route.method, addressOf(route), {
        headers: { "content-type": "application/json", accept: "application/json", ...headers },
        ...(route.method === "GET" ? {} : { body: "[]" }),
      });
      const isIn = status !== 401 && status !== 403;
      const isExpected = isIn === opens(route) && status < 500;
      cells.push({ route: nameOf(route), credential: name, status, isExpected });
    }
  return cells;
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

function addressOf({ path }: Route): string {
  return path
    .replace(":stream", "matrix-1")
    .replace(":position", "9007199254740991")
    .replace(/:\w+/g, "none")
    .replace("*", "none");
}

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}
