import { failure, success, type Outcome } from "../core/problem.ts";
import { MAX_KEYS } from "../core/limits.ts";
import type { KeyKind, KeyRecord, NewKey, Rotation } from "./directory-rpc.ts";
import { first, type SyncStorage } from "./storage.ts";

/** What has ended is told of for so long. */
const KEPT_MS = 90 * 24 * 3_600_000;
/** Behind it a time has another form as text, which comes before all others. */
const LAST = Date.parse("9999-12-31T23:59:59.999Z");
/** Of an empty set of rows. */
const NONE = { count: 0 };

type Row = {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly kind: string;
  readonly scope: string;
  readonly per_minute: number;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly replaces: string | null;
  readonly family: string;
  /** How long it was to hold when it was made, in milliseconds; `null`: it did not end by itself. */
  readonly lasts_ms: number | null;
};

export interface StoredKey {
  readonly key: KeyRecord;
  readonly hash: string;
}

interface NewRecord extends NewKey, Pick<KeyRecord, "replaces" | "family"> {
  readonly lastsMs: number | null;
}

/** The keys of a directory. Times are milliseconds since 1970. */
export class KeyStore {
  readonly #storage: SyncStorage;
  /** Of all keys. Anybody may ask for one, and keys come and go seldom. */
  #origins: ReadonlySet<string> | undefined;

  constructor(storage: SyncStorage) {
    this.#storage = storage;
  }

  /** Fails with `too-many-keys`. */
  issue(key: NewKey, now: number): Outcome<KeyRecord> {
    const { id, expiresAt } = key;
    const lastsMs = expiresAt === null ? null : Date.parse(expiresAt) - now;
    return this.#add({ ...key, replaces: null, family: id, lastsMs }, now);
  }

  /** The new key holds as long as the old one was to hold. Fails with `key-not-found`, `key-ended` or `too-many-keys`. */
  rotate({ id, hash, replaces, overlapMs }: Rotation, now: number): Outcome<KeyRecord> {
    const old = this.#row(replaces);
    if (!old) return notFound(replaces);
    const { name, kind, scope, perMinute, family, ...end } = storedKey(old).key;
    if (isEnded(end, now)) return failure("key-ended", `The key ${replaces} has ended.`);
    const lastsMs = old.lasts_ms;
    const expiresAt = lastsMs === null ? null : textOf(Math.min(LAST, now + lastsMs));
    const same = { name, kind, scope, perMinute, family };
    return this.#storage.transaction(() => {
      const issued = this.#add({ ...same, id, hash, replaces, expiresAt, lastsMs }, now);
      if (issued.ok) this.#endBy(replaces, textOf(now + overlapMs));
      return issued;
    });
  }

  /** Fails with `key-not-found`. */
  revoke(id: string, now: number): Outcome<KeyRecord> {
    const sql = "UPDATE keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
    this.#storage.all(sql, textOf(now), id);
    return this.record(id);
  }

  /** Fails with `key-not-found`. */
  record(id: string): Outcome<KeyRecord> {
    const found = this.find(id);
    return found ? success(found.key) : notFound(id);
  }

  find(id: string): StoredKey | undefined {
    const row = this.#row(id);
    return row && storedKey(row);
  }

  /** The oldest first. */
  list(): readonly KeyRecord[] {
    const rows = this.#storage.all<Row>("SELECT * FROM keys ORDER BY created_at, id");
    return rows.map((row) => storedKey(row).key);
  }

  /** Whether a key is bound to an origin; also one that has ended, as long as it is here. */
  knowsOrigin(origin: string): boolean {
    this.#origins ??= new Set(this.list().flatMap(({ scope }) => scope.origins ?? []));
    return this.#origins.has(origin);
  }

  #row(id: string): Row | undefined {
    return first<Row>(this.#storage, "SELECT * FROM keys WHERE id = ?", id);
  }

  #add(added: NewRecord, now: number): Outcome<KeyRecord> {
    this.#origins = undefined;
    this.#makeRoom(now);
    const sql = "SELECT count(*) AS count FROM keys";
    const { count } = first<{ count: number }>(this.#storage, sql) ?? NONE;
    if (count >= MAX_KEYS) return failure("too-many-keys", `There are ${MAX_KEYS} keys that hold.`);
    const { hash, lastsMs, ...key } = added;
    const record = { ...key, createdAt: textOf(now), revokedAt: null };
    this.#insert(record, hash, lastsMs);
    return success(record);
  }

  #insert(key: KeyRecord, hash: string, lastsMs: number | null): void {
    this.#storage.all(
      "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      key.id,
      hash,
      key.name,
      key.kind,
      JSON.stringify(key.scope),
      key.perMinute,
      key.createdAt,
      key.expiresAt,
      key.revokedAt,
      key.replaces,
      key.family,
      lastsMs,
    );
  }

  #endBy(id: string, time: string): void {
    const sql = "UPDATE keys SET expires_at = min(coalesce(expires_at, ?1), ?1) WHERE id = ?2";
    this.#storage.all(sql, time, id);
  }

  /** Forgets what ended long ago; where there is no room, also what ended since, the oldest first. */
  #makeRoom(now: number): void {
    const ended = "(revoked_at <= ?1 OR expires_at <= ?1)";
    this.#storage.all(`DELETE FROM keys WHERE ${ended}`, textOf(now - KEPT_MS));
    this.#storage.all(
      `DELETE FROM keys WHERE id IN (SELECT id FROM keys WHERE ${ended} ORDER BY created_at, id
        LIMIT max(0, (SELECT count(*) FROM keys) - ?2))`,
      textOf(now),
      MAX_KEYS - 1,
    );
  }
}

type End = Pick<KeyRecord, "revokedAt" | "expiresAt">;

/** Whether nobody gets in by it any more. */
export function isEnded({ revokedAt, expiresAt }: End, now: number): boolean {
  return revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now);
}

function storedKey({ hash, scope, per_minute, ...row }: Row): StoredKey {
  const { id, name, replaces, family, created_at, expires_at, revoked_at } = row;
  const key: KeyRecord = {
    id,
    name,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else is inserted
    kind: row.kind as KeyKind,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the text of a scope
    scope: JSON.parse(scope) as KeyRecord["scope"],
    perMinute: per_minute,
    createdAt: created_at,
    expiresAt: expires_at,
    revokedAt: revoked_at,
    replaces,
    family,
  };
  return { key, hash };
}

function notFound(id: string) {
  return failure("key-not-found", `There is no key ${id}.`);
}

function textOf(time: number): string {
  return new Date(time).toISOString();
}
