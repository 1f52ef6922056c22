import type { Env } from "../env.ts";
import { problem } from "../problem-error.ts";

/** So that nothing else that is made from ADMIN_KEY is the same. */
const SALT = "foldlog";

/**
 * 256 bits that follow from ADMIN_KEY and a purpose (HKDF, RFC 5869), so that no database holds them. With
 * another ADMIN_KEY they are others. Throws `not-configured` without one.
 */
export async function derived(env: Env, purpose: string): Promise<Uint8Array> {
  if (!env.ADMIN_KEY) throw problem("not-configured", "This needs the secret ADMIN_KEY.");
  const key = await crypto.subtle.importKey("raw", bytesOf(env.ADMIN_KEY), "HKDF", false, [
    "deriveBits",
  ]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: bytesOf(SALT), info: bytesOf(purpose) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 256));
}

/** HMAC-SHA256 of a message. */
export async function signature(secret: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
