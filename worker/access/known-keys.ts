import type { KeyCheck } from "../../durable/directory-rpc.ts";
import { BoundedMap } from "../bounded-map.ts";
import { askDirectory } from "../directory.ts";
import type { RouteContext } from "../route.ts";

const MINUTE_MS = 60_000;
/** A key that was revoked is refused within a second, wherever it is known. */
const FRESH_MS = 900;
/** When the next question is asked while requests still go on with the last answer. */
const AHEAD_MS = 600;
const MAX_KNOWN = 10_000;

/** What an isolate knows of a key. Shared by requests, so it holds values and never a promise of another request. */
interface KnownKey {
  /** `null`: there is no such key. */
  check: KeyCheck | null;
  /** When the directory was asked for it, in milliseconds since 1970. */
  askedAt: number;
  /** When a question that is under way was asked. */
  askingSince: number;
  minute: number;
  /** Requests in the minute of which the directory has not been told. */
  untold: number;
  /** Those of which it is being told. */
  telling: number;
}

const known = new BoundedMap<KnownKey>(MAX_KNOWN, () => 1);
/** Ids that are no key's, or not yet known to be one's: anybody can make up many, and none may push out a key that there is. */
const strangers = new BoundedMap<KnownKey>(MAX_KNOWN, () => 1);

/** What is known of a key, at most `freshMs` old. */
export async function knownKey(
  c: RouteContext,
  id: string,
  freshMs = FRESH_MS,
): Promise<Pick<KnownKey, "check">> {
  const now = Date.now();
  const key = find(id);
  if (now - key.askedAt >= freshMs) await askAgain(c, id, key);
  else if (now - Math.max(key.askedAt, key.askingSince) >= AHEAD_MS)
    c.executionCtx.waitUntil(askAgain(c, id, key).catch(console.error));
  return key;
}

/** Of a key, requests in this minute, as far as they are known here. */
export function spentBy(id: string, now: number): number {
  const key = find(id);
  turn(key, now);
  return (key.check?.spent ?? 0) + key.telling + key.untold;
}

/** One more request of a key. */
export function spendOne(id: string): void {
  find(id).untold += 1;
}

function find(id: string): KnownKey {
  const before = known.get(id) ?? strangers.get(id);
  if (before) return before;
  const key = { check: null, askedAt: 0, askingSince: 0, minute: 0, untold: 0, telling: 0 };
  strangers.set(id, key);
  return key;
}

/** Moves a key to where it belongs by what the directory says of it. */
function place(id: string, key: KnownKey): void {
  const [to, from] = key.check ? [known, strangers] : [strangers, known];
  from.delete(id);
  to.set(id, key);
}

async function askAgain({ env }: RouteContext, id: string, key: KnownKey): Promise<void> {
  const askedAt = Date.now();
  turn(key, askedAt);
  const { minute, untold: spent } = key;
  key.askingSince = askedAt;
  key.untold = 0;
  key.telling += spent;
  const request = { id, minute, spent };
  const check = await askDirectory(env, (directory) => directory.check(request))
    .catch((error: unknown) => {
      if (key.minute === minute) key.untold += spent;
      throw error;
    })
    .finally(() => (key.telling -= spent));
  // A later question may have been answered sooner.
  if (askedAt < key.askedAt) return;
  key.askedAt = askedAt;
  key.check = check && { ...check, spent: inMinute(key, minute, check.spent) };
  place(id, key);
}

/** What a minute has come to. The directory forgets when it sleeps; an isolate that knows of more does not. */
function inMinute(key: KnownKey, minute: number, spent: number): number {
  return key.minute === minute ? Math.max(spent, key.check?.spent ?? 0) : 0;
}

/** Begins a new minute, if it is time. */
function turn(key: KnownKey, now: number): void {
  const minute = Math.floor(now / MINUTE_MS);
  if (key.minute === minute) return;
  key.minute = minute;
  key.untold = 0;
  if (key.check) key.check = { ...key.check, spent: 0 };
}
