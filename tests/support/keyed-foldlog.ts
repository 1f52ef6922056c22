import { env } from "cloudflare:workers";
import { createExecutionContext } from "cloudflare:test";
import type { Json } from "../../core/json.ts";
import worker from "../../worker/index.ts";
import { Client } from "./http.ts";

export const ADMIN_KEY = "an-admin-key-for-the-tests-alone";

/** Foldlog in the runtime of the tests, where a key is needed, as whoever has one sees it. */
export function withKey(key: string | undefined, more: Record<string, string> = {}): Client {
  return new Client((request) => {
    if (key !== undefined) request.headers.set("authorization", `Bearer ${key}`);
    const closed = { ...env, ACCESS: "keys", ADMIN_KEY, ...more };
    return Promise.resolve(worker.fetch(request, closed, createExecutionContext()));
  });
}

export const admin = withKey(ADMIN_KEY);

/** Makes a key, and gives what is told of it. */
export async function issue(scope: Json, more: Record<string, Json> = {}) {
  const { status, body } = await admin.post("/v1/keys", { name: "a test", scope, ...more });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

/** The same, and gives who has the key. */
export async function keyed(scope: Json, more: Record<string, Json> = {}): Promise<Client> {
  const { key } = await issue(scope, more);
  return withKey(key);
}
