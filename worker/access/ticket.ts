import type { Env } from "../env.ts";
import type { RouteContext } from "../route.ts";
import { base64Of } from "./base64.ts";
import { callerOf } from "./key-owner.ts";
import { unauthorized } from "./unauthorized.ts";
import { ADMIN, type Caller } from "./caller.ts";
import { derived, signature } from "./derived.ts";
import { isSame } from "./is-same.ts";

export const TICKET_MS = 60_000;

/** A key's id, when the ticket ends (milliseconds since 1970), and the proof that both were said here. */
const TICKET = /^([0-9A-Za-z]{1,20})\.(\d{1,15})\.([\w-]{43})$/;

/** A text by which whoever has it may read as a key may, until a time in milliseconds since 1970. */
export async function newTicket(env: Env, { id }: Caller, ends: number): Promise<string> {
  const begun = `${id}.${ends}`;
  return `${begun}.${await proofOf(env, begun)}`;
}

/** Who has a ticket: the caller whose it is, reading only. Throws `unauthorized`. */
export async function callerWithTicket(c: RouteContext, ticket: string): Promise<Caller> {
  const [, id = "", ends = "", proof = ""] = TICKET.exec(ticket) ?? [];
  const isRight = await isSame(proof, await proofOf(c.env, `${id}.${ends}`));
  if (!isRight) throw unauthorized("This is no ticket. POST /v1/tickets gives one.");
  if (Number(ends) <= Date.now())
    throw unauthorized("The ticket is over. POST /v1/tickets gives another one.");
  const caller = id === ADMIN.id ? ADMIN : await callerOf(c, id);
  return { ...caller, scope: readingOnly(caller) };
}

function readingOnly({ scope }: Caller): Caller["scope"] {
  const mayRead = scope.actions.includes("read") || scope.actions.includes("admin");
  return { ...scope, actions: mayRead ? ["read"] : [] };
}

async function proofOf(env: Env, text: string): Promise<string> {
  const message = new TextEncoder().encode(text);
  const bytes = await signature(await derived(env, "tickets"), message);
  return base64Of(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
