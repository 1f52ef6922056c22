import type { RouteContext } from "../route.ts";
import type { Caller } from "./caller.ts";
import { knownKey } from "./known-keys.ts";
import { unauthorized, unknownKey } from "./unauthorized.ts";

/** Whose key has this id, if it holds now. That the sender has the key must be known before. Throws `unauthorized`. */
export async function callerOf(c: RouteContext, id: string, freshMs?: number): Promise<Caller> {
  const { check } = await knownKey(c, id, freshMs);
  if (!check) throw unknownKey();
  const { key } = check;
  if (key.revokedAt !== null) throw unauthorized(`The key ${id} was revoked.`);
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= Date.now())
    throw unauthorized(`The key ${id} has expired.`);
  return { id, kind: key.kind, scope: key.scope, key };
}
