import type { Action, Scope } from "../core/scope.ts";
import type { KeysAnswer, OwnKey } from "../worker/routes/keys.ts";
import { count } from "./event-text.ts";

export type ListedKey = KeysAnswer["keys"][number];

/** What each kind of key is for. */
export const KIND_MEANINGS: Readonly<Record<OwnKey["kind"], string>> = {
  bearer: "For programs: sent in the header Authorization.",
  browser: "For web pages that others may read: it only writes, from its origins.",
  webhook: "For those who sign by Standard Webhooks: it only writes, and is never sent.",
};

export const ACTION_MEANINGS: Readonly<Record<Action, string>> = {
  read: "read events, streams and views",
  write: "append events",
  admin: "everything, keys included",
};

/** What a scope leaves to do, in words. */
export function actionsText({ actions }: Scope): string {
  return actions.includes("admin") ? "everything" : actions.join(" and ");
}

/** What a scope is bound to, each in words; nothing where it is bound to nothing. */
export function boundsOf(scope: Scope): readonly string[] {
  const { categories = [], streams = [], application, origins = [] } = scope;
  return [
    ...some(categories, "category", "categories"),
    ...some(streams, "streams that begin with", "streams that begin with"),
    ...some(application === undefined ? [] : [application], "application", "applications"),
    ...some(origins, "pages of", "pages of"),
  ];
}

function some(names: readonly string[], one: string, many: string): readonly string[] {
  return names.length === 0 ? [] : [`${names.length === 1 ? one : many} ${names.join(", ")}`];
}

export function limitText(perMinute: number | null): string {
  return perMinute === null ? "no limit" : `${count(perMinute)} requests a minute`;
}

/** Whether a key still lets anybody in. */
export function isEnded({ revokedAt, expiresAt }: ListedKey, now: number): boolean {
  return revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now);
}
