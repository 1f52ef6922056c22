import { MAX_BODY_BYTES } from "../core/limits.ts";
import { problem } from "./problem-error.ts";
import { tooLarge } from "./request-body.ts";

/**
 * A request whose body is not compressed. Of a compressed one the length is not known, so whoever reads it bounds
 * what comes out. Throws `unsupported-media-type` for another coding than gzip, `too-large`.
 */
export function inflated(request: Request): Request {
  const coding = request.headers.get("content-encoding")?.trim().toLowerCase();
  if (coding === undefined || request.body === null) return request;
  if (coding !== "gzip")
    throw problem("unsupported-media-type", `Send Content-Encoding: gzip, or none, not ${coding}.`);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const headers = new Headers(request.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  const body = request.body.pipeThrough(new DecompressionStream("gzip"));
  return new Request(request.url, { method: request.method, headers, body });
}
