import type { RouteContext } from "../route.ts";
import { sha256 } from "../sha256.ts";
import { ADMIN, type Caller } from "./caller.ts";
import { isSame } from "./is-same.ts";
import { callerOf } from "./key-owner.ts";
import { idOfKeyText } from "./key-text.ts";
import { knownKey } from "./known-keys.ts";
import { unauthorized, unknownKey } from "./unauthorized.ts";

/** Whose key stands in the header Authorization. Throws `unauthorized`. */
export async function authenticate(c: RouteContext, adminKey: string): Promise<Caller> {
  const header = c.req.header("authorization") ?? "";
  const [, text] = /^Bearer +([^ ]+)$/i.exec(header.trim()) ?? [];
  if (text === undefined) throw unauthorized("Authorization must be: Bearer, a space, the key.");
  return (await isSame(text, adminKey)) ? ADMIN : callerWith(c, text);
}

/** Whose key this is. Throws `unauthorized`. */
export async function callerWith(c: RouteContext, text: string): Promise<Caller> {
  const id = idOfKeyText(text);
  if (id === undefined) throw unauthorized("This is no key; a letter may be wrong or missing.");
  const { check } = await knownKey(c, id);
  const isRight = check && (await isSame(await sha256(text), check.hash));
  if (!isRight || check.key.kind === "webhook") throw unknownKey();
  return callerOf(c, id);
}
