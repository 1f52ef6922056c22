import type { Env } from "../env.ts";
import { base64Of } from "./base64.ts";
import { derived } from "./derived.ts";

/** The secret of a webhook key, as Standard Webhooks writes it. It is stored nowhere: it follows from ADMIN_KEY. */
export async function webhookSecret(env: Env, id: string): Promise<string> {
  return `whsec_${base64Of(await webhookKey(env, id))}`;
}

/** The same as bytes. */
export function webhookKey(env: Env, id: string): Promise<Uint8Array> {
  return derived(env, `webhook/${id}`);
}
