import { isJsonObject, type Json } from "../../core/json.ts";
import { parseIJson } from "../../core/i-json.ts";
import { readText } from "../request-body.ts";
import type { RouteContext } from "../route.ts";
import { refuseKey } from "./refuse-key.ts";

/** As much as browsers send when a page goes. */
const MAX_LETTER_CHARS = 65_536;

/**
 * What a page sends as it goes: `navigator.sendBeacon` sets no header, and sends nothing for which the
 * browser would have to ask first. So the key stands in the body, beside what the route takes, and the type is
 * text/plain. In the address it would stand in logs and histories.
 */
export interface Letter {
  readonly key: string | undefined;
  /** The request as the route takes it. */
  readonly request: Request;
}

/** The letter that a request is, if it may be one. Throws what `readText` throws. */
export async function readLetter({ req }: RouteContext): Promise<Letter | undefined> {
  if (!mayBeLetter(req.raw)) return undefined;
  const text = await readText(req.raw);
  const parsed = text.length <= MAX_LETTER_CHARS ? parseIJson(text) : undefined;
  if (parsed?.ok && isEnvelope(parsed.value)) return opened(req.raw, parsed.value);
  if (parsed?.ok) refuseKey(parsed.value);
  // It has been read, so the route gets it as it was.
  return { key: undefined, request: new Request(req.raw, { method: "POST", body: text }) };
}

function opened({ url, headers: sent }: Request, { key, body }: Envelope): Letter {
  const headers = new Headers(sent);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  return {
    key,
    request: new Request(url, { method: "POST", headers, body: JSON.stringify(body) }),
  };
}

function mayBeLetter({ method, headers }: Request): boolean {
  const isText = /^text\/plain\s*(?:;|$)/i.test(headers.get("content-type") ?? "");
  const isPlain = isText && !headers.has("content-encoding");
  return method === "POST" && isPlain;
}

interface Envelope {
  readonly key?: string;
  readonly body: Json;
}

function isEnvelope(value: Json): value is Json & Envelope {
  if (!isJsonObject(value) || !Object.hasOwn(value, "body")) return false;
  const { key, body: _body, ...more } = value;
  return Object.keys(more).length === 0 && (key === undefined || typeof key === "string");
}
