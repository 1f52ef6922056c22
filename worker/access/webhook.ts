import { readBytes } from "../request-body.ts";
import type { RouteContext } from "../route.ts";
import { sha256 } from "../sha256.ts";
import { base64Of } from "./base64.ts";
import type { Caller } from "./caller.ts";
import { signature } from "./derived.ts";
import { isSame } from "./is-same.ts";
import { callerOf } from "./key-owner.ts";
import { unauthorized, unknownKey } from "./unauthorized.ts";
import { webhookKey } from "./webhook-secret.ts";
import { withoutParameter } from "./without-parameter.ts";

/** How far the sender's clock may be from ours, on either side. */
const WINDOW_S = 300;
/** A sender whose secret is being replaced signs with both. */
const MAX_SIGNATURES = 10;

/** The headers of Standard Webhooks, and the id of the key, which the address gives as `?webhook=`. */
interface Signed {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: string;
  readonly keyId: string;
}

/** Whether a request says that it is signed by Standard Webhooks, which signs what is posted and not the method. */
export function isSigned({ req }: RouteContext): boolean {
  return req.method === "POST" && req.header("webhook-signature") !== undefined;
}

/** Who signed a request. Throws `unauthorized`, and what `readBytes` throws. Leaves the body to be read again. */
export async function callerBySignature(c: RouteContext): Promise<Caller> {
  const signed = signedBy(c);
  const distance = Math.abs(Date.now() / 1000 - Number(signed.timestamp));
  if (!/^\d{1,12}$/.test(signed.timestamp) || distance > WINDOW_S)
    throw unauthorized(`webhook-timestamp must be at most ${WINDOW_S} s from now.`);
  const body = await readBytes(c.req.raw);
  const secret = await webhookKey(c.env, signed.keyId);
  if (!(await isRight(signed, secret, body)))
    throw unauthorized("No signature in webhook-signature is right for this key and body.");
  const caller = await callerOf(c, signed.keyId);
  if (caller.kind !== "webhook") throw unknownKey();
  const { family = signed.keyId } = caller.key ?? {};
  c.req.raw = await asSent(c, { family, id: signed.id }, body);
  return caller;
}

/** Throws `unauthorized` for headers that are not there. */
function signedBy({ req }: RouteContext): Signed {
  const [id = "", timestamp = "", signatures = ""] = ["id", "timestamp", "signature"].map((name) =>
    req.header(`webhook-${name}`),
  );
  if (id === "") throw unauthorized("The header webhook-id is missing.");
  return { id, timestamp, signatures, keyId: req.query("webhook") ?? "" };
}

async function isRight(signed: Signed, secret: Uint8Array, body: Uint8Array): Promise<boolean> {
  const head = new TextEncoder().encode(`${signed.id}.${signed.timestamp}.`);
  const message = new Uint8Array(head.length + body.length);
  message.set(head);
  message.set(body, head.length);
  const right = `v1,${base64Of(await signature(secret, message))}`;
  const sent = signed.signatures.split(" ").slice(0, MAX_SIGNATURES);
  const matches = await Promise.all(sent.map((one) => isSame(one, right)));
  return matches.includes(true);
}

/** What a webhook's message is known by, though its key may have been replaced since it was sent first. */
interface Known {
  readonly family: string;
  readonly id: string;
}

/** The same request, in which the webhook's id is the key by which a retry is known. */
async function asSent({ req }: RouteContext, known: Known, body: Uint8Array): Promise<Request> {
  const headers = new Headers(req.raw.headers);
  // Of another sender the same id is another one. A hash, since an id may be of any length.
  headers.set("idempotency-key", await sha256(JSON.stringify([known.family, known.id])));
  const address = withoutParameter(req.url, "webhook");
  return new Request(address, { method: req.method, headers, body });
}
