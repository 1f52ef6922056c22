import { isJsonObject, type Json } from "../../core/json.ts";
import { parseIJson } from "../../core/i-json.ts";
import { problem } from "../problem-error.ts";
import { readText } from "../request-body.ts";
import type { RouteContext } from "../route.ts";

const KEY_BEGINNING = "fl_";
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
  if (parsed?.ok) refuseLostKey(parsed.value);
  // It has been read, so the route gets it as it was.
  if (!parsed?.ok || !isEnvelope(parsed.value))
    return { key: undefined, request: new Request(req.raw, { method: "POST", body: text }) };
  const { key, body } = parsed.value;
  const headers = new Headers(req.raw.headers);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  const request = new Request(req.url, { method: "POST", headers, body: JSON.stringify(body) });
  return { key, request };
}

function mayBeLetter({ method, headers }: Request): boolean {
  const isText = /^text\/plain\s*(?:;|$)/i.test(headers.get("content-type") ?? "");
  const isPlain = isText && !headers.has("content-encoding");
  return method === "POST" && isPlain;
}

/** A key beside other things than a body would be taken for something that is sent, and kept. */
function refuseLostKey(value: Json): void {
  if (!isJsonObject(value) || isEnvelope(value)) return;
  const { key } = value;
  if (typeof key === "string" && key.startsWith(KEY_BEGINNING))
    throw problem("invalid-body", 'A key stands in a body beside "body" and nothing else.');
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
