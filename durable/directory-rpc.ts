import type { Outcome } from "../core/problem.ts";
import type { Scope } from "../core/scope.ts";

/** What the directory can be asked over RPC. It is given hashes of secrets, never a secret. */
export interface DirectoryRpc {
  /** Fails with `too-many-keys`. */
  issue(key: NewKey): Promise<Outcome<KeyRecord>>;
  /** Issues a key in place of another, which ends after an overlap. Fails with `key-not-found`, `key-ended`, `too-many-keys`. */
  rotate(rotation: Rotation): Promise<Outcome<KeyRecord>>;
  /** Ends a key now, if it has not ended before. Fails with `key-not-found`. */
  revoke(id: string): Promise<Outcome<KeyRecord>>;
  /** Fails with `key-not-found`. */
  key(id: string): Promise<Outcome<KeyRecord>>;
  /** Those there are, the oldest first. */
  keys(): Promise<readonly KeyRecord[]>;
  /** What must be known to let a key in; `null` if there is no such key. */
  check(request: CheckRequest): Promise<KeyCheck | null>;
  /** Whether a key is bound to an origin; also one that has ended, as long as it is told of. */
  knowsOrigin(origin: string): Promise<boolean>;
}

/**
 * `bearer` keys are sent in the header Authorization. `browser` keys are that too, or stand in a body; they are
 * bound to origins and only write. `webhook` keys sign bodies and are never sent.
 */
export type KeyKind = "bearer" | "browser" | "webhook";

export interface NewKey {
  readonly id: string;
  /** SHA-256 of its text, in hexadecimal. */
  readonly hash: string;
  readonly name: string;
  readonly kind: KeyKind;
  readonly scope: Scope;
  /** Requests in a minute. */
  readonly perMinute: number;
  /** RFC 3339 in UTC with milliseconds; `null`: it does not end by itself. */
  readonly expiresAt: string | null;
}

export interface Rotation extends Pick<NewKey, "id" | "hash"> {
  /** The key in whose place the new one comes. */
  readonly replaces: string;
  /** How long both hold. */
  readonly overlapMs: number;
}

/** A key as it is told of: without its secret. Times are RFC 3339 in UTC. */
export interface KeyRecord extends Omit<NewKey, "hash"> {
  readonly createdAt: string;
  readonly revokedAt: string | null;
  /** The key in whose place it came. */
  readonly replaces: string | null;
  /** The first of the keys of which each came in the place of the one before. */
  readonly family: string;
}

export interface CheckRequest {
  readonly id: string;
  /** The minute (since 1970) that is asked about. */
  readonly minute: number;
  /** Requests in that minute that the directory has not been told of yet. */
  readonly spent: number;
}

export interface KeyCheck {
  readonly key: KeyRecord;
  readonly hash: string;
  /** Requests in the minute that was asked about, by all who told of theirs. */
  readonly spent: number;
}
