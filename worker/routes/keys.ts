import * as z from "zod";
import type { KeyRecord, NewKey } from "../../durable/directory-rpc.ts";
import { ANYONE, type Caller } from "../access/caller.ts";
import { newKeyId, newKeyText } from "../access/key-text.ts";
import { newKey } from "../access/new-key.ts";
import { ADMIN_ONLY, reads } from "../access/route-access.ts";
import { newTicket, TICKET_MS } from "../access/ticket.ts";
import { webhookSecret } from "../access/webhook-secret.ts";
import { checkedBody, refuseParameters } from "../checked.ts";
import { askDirectory } from "../directory.ts";
import { problem, valueOf } from "../problem-error.ts";
import { readJson, readJsonIfAny } from "../request-body.ts";
import type { Route, RouteContext } from "../route.ts";
import { sha256 } from "../sha256.ts";

const KEY = "/v1/keys/:id";

export const keyRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/keys", access: ADMIN_ONLY, run: listKeys },
  { method: "POST", path: "/v1/keys", access: ADMIN_ONLY, run: issueKey },
  { method: "GET", path: "/v1/keys/self", access: "any-key", run: readOwnKey },
  { method: "GET", path: KEY, access: ADMIN_ONLY, run: readKey },
  { method: "DELETE", path: KEY, access: ADMIN_ONLY, run: revokeKey },
  { method: "POST", path: `${KEY}/rotate`, access: ADMIN_ONLY, run: rotateKey },
  { method: "POST", path: "/v1/tickets", access: reads([]), run: issueTicket },
];

const SECRET_ANSWER = { "cache-control": "no-store" };

export type KeysAnswer = { readonly keys: readonly KeyRecord[] };

async function listKeys(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const answer: KeysAnswer = { keys: await askDirectory(c.env, (directory) => directory.keys()) };
  return c.json(answer, 200, SECRET_ANSWER);
}

/** A key as it is told once: `key` is sent as it is, `secret` signs webhooks. */
export type IssuedKey = KeyRecord & ({ readonly key: string } | { readonly secret: string });

async function issueKey(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  refuseWhereOpen(c);
  const wanted = checkedBody(newKey, await readJson(c.req.raw));
  const secret = await secretFor(c, wanted.kind);
  const { id, hash } = secret;
  const key = { ...wanted, id, hash };
  const issued = await askDirectory(c.env, (directory) => directory.issue(key));
  return issuedResponse(c, valueOf(issued), secret.told);
}

const rotation = z.strictObject({
  overlap: z
    .int("must be a whole number of seconds")
    .min(0, "must be 0 at least")
    .max(604_800, "must be 604800 at most, a week")
    .default(3600),
});

/** A new key with the same scope; the old one holds until the overlap is over. */
async function rotateKey(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  refuseWhereOpen(c);
  const { overlap } = checkedBody(rotation, await readJsonIfAny(c.req.raw));
  const replaces = c.req.param("id") ?? "";
  const { kind } = valueOf(await askDirectory(c.env, (directory) => directory.key(replaces)));
  const { told, ...identity } = await secretFor(c, kind);
  const wanted = { ...identity, replaces, overlapMs: overlap * 1000 };
  const issued = await askDirectory(c.env, (directory) => directory.rotate(wanted));
  return issuedResponse(c, valueOf(issued), told);
}

interface Secret extends Pick<NewKey, "id" | "hash"> {
  /** What only its owner is told. */
  readonly told: { readonly key: string } | { readonly secret: string };
}

async function secretFor(c: RouteContext, kind: NewKey["kind"]): Promise<Secret> {
  if (kind === "webhook") {
    const id = newKeyId();
    const secret = await webhookSecret(c.env, id);
    return { id, hash: await sha256(secret), told: { secret } };
  }
  const { id, text } = newKeyText();
  return { id, hash: await sha256(text), told: { key: text } };
}

function issuedResponse(c: RouteContext, key: KeyRecord, told: Secret["told"]): Response {
  const answer: IssuedKey = { ...key, ...told };
  return c.json(answer, 201, { ...SECRET_ANSWER, location: `/v1/keys/${key.id}` });
}

async function readKey(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const id = c.req.param("id") ?? "";
  const key = valueOf(await askDirectory(c.env, (directory) => directory.key(id)));
  return c.json(key, 200, SECRET_ANSWER);
}

async function revokeKey(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const id = c.req.param("id") ?? "";
  valueOf(await askDirectory(c.env, (directory) => directory.revoke(id)));
  return c.body(null, 204);
}

/** What the key of a request may do. The name and the limits of ADMIN_KEY, which the directory does not know, are `null`. */
export type OwnKey = Pick<Caller, "id" | "kind" | "scope"> & {
  readonly name: string | null;
  readonly perMinute: number | null;
  readonly expiresAt: string | null;
};

function readOwnKey(c: RouteContext): Response {
  refuseParameters(c);
  const { id, kind, scope, key } = c.get("caller");
  const { name = null, perMinute = null, expiresAt = null } = key ?? {};
  const answer: OwnKey = { id, name, kind, scope, perMinute, expiresAt };
  return c.json(answer, 200, SECRET_ANSWER);
}

/** For an EventSource, which sends no headers. */
interface Ticket {
  readonly ticket: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

async function issueTicket(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  refuseWhereOpen(c);
  const ends = Date.now() + TICKET_MS;
  const ticket = await newTicket(c.env, c.get("caller"), ends);
  const answer: Ticket = { ticket, expiresAt: new Date(ends).toISOString() };
  return c.json(answer, 201, SECRET_ANSWER);
}

/** Whoever passes by could make a key there, and have it when the log is closed. */
function refuseWhereOpen(c: RouteContext): void {
  if (c.get("caller") !== ANYONE) return;
  throw problem(
    "refused",
    "Where ACCESS=open nobody needs a key or a ticket, and none is made: it would open the log later.",
  );
}
