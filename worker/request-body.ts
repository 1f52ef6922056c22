import type { Json } from "../core/json.ts";
import { MAX_BODY_BYTES } from "../core/limits.ts";
import { parseIJson } from "../core/i-json.ts";
import { refuseKey } from "./access/refuse-key.ts";
import { problem, ProblemError, valueOf } from "./problem-error.ts";

export type RequestBody =
  | { readonly kind: "json"; readonly value: Json }
  | { readonly kind: "form"; readonly fields: ReadonlyMap<string, string> };

const FORM = "application/x-www-form-urlencoded";

/** The JSON of a request. A form is read only where it is JSON in disguise, which is what `curl -d` sends. */
export async function readJson(request: Request): Promise<Json> {
  const body = await readBody(request);
  if (body.kind === "json") return body.value;
  throw problem(
    "unsupported-media-type",
    "A form is not taken here. Send JSON with Content-Type: application/json.",
  );
}

/** The JSON of a request, or an object without members if it has no body. */
export async function readJsonIfAny(request: Request): Promise<Json> {
  const isEmpty = request.body === null || request.headers.get("content-length") === "0";
  return isEmpty ? {} : readJson(request);
}

/** The body as JSON or as a form. Throws `unsupported-media-type`, `too-large`, `invalid-json`, `invalid-body`. */
export async function readBody(request: Request): Promise<RequestBody> {
  const type = mediaType(request);
  if (type !== "application/json" && type !== FORM)
    throw problem("unsupported-media-type", `Send Content-Type: application/json, not "${type}".`);
  const text = await readText(request);
  if (type === FORM && !/^\s*[{[]/.test(text)) return { kind: "form", fields: parseForm(text) };
  return { kind: "json", value: parseJsonBody(text) };
}

/** Throws `invalid-json`, and `invalid-body` for a key that would be kept. */
export function parseJsonBody(text: string): Json {
  const value = valueOf(parseIJson(text));
  refuseKey(value);
  return value;
}

/** The body as text. Throws `too-large`, `invalid-json`, `invalid-body`. */
export async function readText(request: Request): Promise<string> {
  return decode(await readBytes(request));
}

/** The media type of a body in UTF-8, in lower case; "" if it has none. Throws `unsupported-media-type`. */
export function mediaType(request: Request): string {
  const [type = "", ...parameters] = (request.headers.get("content-type") ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const other = parameters.find(
    (part) => /^charset\s*=/.test(part) && !/^charset="?utf-8"?$/.test(part),
  );
  if (other) throw problem("unsupported-media-type", `Send UTF-8, not ${other}.`);
  if (request.headers.has("content-encoding"))
    throw problem("unsupported-media-type", "Send the body without a Content-Encoding.");
  return type;
}

/** The body as it came. Throws `too-large`, `invalid-body`. */
export function readBytes(request: Request): Promise<Uint8Array> {
  return readAll(request).catch(brokenOff);
}

/** Reads at most MAX_BODY_BYTES. Only a body of unknown length is read by chunks, which takes longer. */
async function readAll(request: Request): Promise<Uint8Array> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (length > MAX_BODY_BYTES) throw tooLarge();
  if (length >= 0) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return concatenate(chunks, size);
}

/** What was sent is not what was announced, or the connection broke. */
function brokenOff(error: unknown): never {
  if (error instanceof ProblemError) throw error;
  throw problem(
    "invalid-body",
    "The body broke off before its end, or is not what its Content-Encoding says. Send it again.",
  );
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** More than MAX_BODY_BYTES. */
export function tooLarge(): Error {
  return problem(
    "too-large",
    `The body is larger than ${MAX_BODY_BYTES} bytes. Send it in parts.`,
    {
      members: { limit: MAX_BODY_BYTES },
    },
  );
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw problem("invalid-json", "The body is not valid UTF-8.");
  }
  if (text.startsWith("\uFEFF"))
    throw problem("invalid-json", "The body starts with a byte order mark; leave it out.");
  return text;
}

/** As in URLSearchParams, but what is not UTF-8 is refused, and so is a field that stands twice. */
function parseForm(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const pair of text.split("&").filter(Boolean)) {
    const at = pair.indexOf("=");
    const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
    const field = decodeField(name);
    if (fields.has(field))
      throw problem("invalid-body", `The field "${field}" stands twice in the form.`);
    fields.set(field, decodeField(value));
  }
  return fields;
}

function decodeField(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw problem("invalid-body", "The form is not percent-encoded UTF-8.");
  }
}
