import { exports } from "cloudflare:workers";
import type { Json } from "../../core/json.ts";
import { Client, type Answer } from "./http.ts";

export const client = new Client((request) => exports.default.fetch(request));
const BOB = "/SpongeBob/Fruits";

export const fruits = {
  type: "object",
  required: ["fruit"],
  additionalProperties: false,
  properties: { fruit: { type: "string", enum: ["apple", "banana"] } },
};

/** The same, of these kinds. */
export function fruitsOf(...kinds: string[]) {
  return { ...fruits, properties: { fruit: { type: "string", enum: kinds } } };
}

export function register(body: Json = fruits, headers: Record<string, string> = {}) {
  return client.post(`${BOB}/register_event`, JSON.stringify(body), headers);
}

export function send(event: Json, headers: Record<string, string> = {}) {
  return client.post(`${BOB}/send_event`, JSON.stringify(event), headers);
}

/** Sends an event that is to be refused; gives its place in the quarantine. */
export async function quarantined(event: Json): Promise<number> {
  const { status, body } = await send(event);
  if (status !== 422) throw new Error(`${JSON.stringify(event)} was answered with ${status}`);
  return body.quarantined;
}

export const get = (path: string, headers: Record<string, string> = {}) =>
  client.get(`${BOB}${path}`, headers);

/** What an answer comes to: its status, and the problem's code. */
export function verdictOf({ status, body }: Answer): [number, string?] {
  const code = /^\/problems\/(.*)$/.exec(String(body?.type))?.[1];
  return code === undefined ? [status] : [status, code];
}
