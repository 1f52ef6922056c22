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
};

export interface StoredKey {
  readonly key: KeyRecord;
  readonly hash: string;
}

/** The keys of a directory. Times are milliseconds since 1970. */
export class KeyStore {
  readonly #storage: SyncStorage;

  constructor(storage: SyncStorage) {
    this.#storage = storage;
  }

  /** Fails with `too-many-keys`. */
  issue(key: NewKey, now: number, replaces: string | null = null): Outcome<KeyRecord> {
    this.#forget(textOf(now - KEPT_MS));
    const sql = "SELECT count(*) AS count FROM keys";
    const { count } = first<{ count: number }>(this.#storage, sql) ?? NONE;
    if (count >= MAX_KEYS)
      return failure("too-many-keys", `There are ${MAX_KEYS} keys, ended ones included.`);
    const record = { ...key, createdAt: textOf(now), revokedAt: null, replaces };
    this.#insert(record);
    const { hash: _hash, ...told } = record;
    return success(told);
  }

  /** Fails with `key-not-found`, `key-ended` or `too-many-keys`. */
  rotate({ id, hash, replaces, overlapMs }: Rotation, now: number): Outcome<KeyRecord> {
    const old = this.find(replaces)?.key;
    if (!old) return notFound(replaces);
    if (isEnded(old, now)) return failure("key-ended", `The key ${replaces} has ended.`);
    const { name, kind, scope, perMinute } = old;
    const expiresAt = asLongAs(old, now);
    return this.#storage.transaction(() => {
      const key = { id, hash, name, kind, scope, perMinute, expiresAt };
      const issued = this.issue(key, now, replaces);
      if (issued.ok) this.#endBy(replaces, textOf(now + overlapMs));
      return issued;
    });
  }

  /** Fails with `key-not-found`. */
  revoke(id: string, now: number): Outcome<KeyRecord> {
    const sql = "UPDATE keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
    this.#storage.all(sql, textOf(now), id);
    const found = this.find(id);
    return found ? success(found.key) : notFound(id);
  }

  find(id: string): StoredKey | undefined {
    const row = first<Row>(this.#storage, "SELECT * FROM keys WHERE id = ?", id);
    return row && storedKey(row);
  }

  /** The oldest first. */
  list(): readonly KeyRecord[] {
    const rows = this.#storage.all<Row>("SELECT * FROM keys ORDER BY created_at, id");
    return rows.map((row) => storedKey(row).key);
  }

  #insert(key: KeyRecord & StoredHash): void {
    this.#storage.all(
      "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      key.id,
      key.hash,
      key.name,
      key.kind,
      JSON.stringify(key.scope),
      key.perMinute,
      key.createdAt,
      key.expiresAt,
      key.revokedAt,
      key.replaces,
    );
  }

  #endBy(id: string, time: string): void {
    const sql = "UPDATE keys SET expires_at = min(coalesce(expires_at, ?1), ?1) WHERE id = ?2";
    this.#storage.all(sql, time, id);
  }

  #forget(before: string): void {
    this.#storage.all("DELETE FROM keys WHERE revoked_at < ?1 OR expires_at < ?1", before);
  }
}

type StoredHash = Pick<StoredKey, "hash">;

/** Whether nobody gets in by it any more. */
export function isEnded({ revokedAt, expiresAt }: KeyRecord, now: number): boolean {
  return revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now);
}

/** The end of a key that begins now and lasts as long as another. */
function asLongAs({ createdAt, expiresAt }: KeyRecord, now: number): string | null {
  if (expiresAt === null) return null;
  return textOf(Math.min(LAST, now + Date.parse(expiresAt) - Date.parse(createdAt)));
}

function storedKey({ hash, scope, per_minute, ...row }: Row): StoredKey {
  const { id, name, replaces, created_at, expires_at, revoked_at } = row;
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
  };
  return { key, hash };
}

function notFound(id: string) {
  return failure("key-not-found", `There is no key ${id}.`);
}

function textOf(time: number): string {
  return new Date(time).toISOString();
}
