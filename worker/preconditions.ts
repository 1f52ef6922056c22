import type { ExpectedRevision } from "../core/expected-revision.ts";
import { problem } from "./problem-error.ts";

const ENTITY_TAG = /^(?:W\/)?"(0|[1-9]\d{0,15})"$/;

/** What If-Match and If-None-Match (RFC 9110, 13.1) of a write say about its stream. */
export function expectedRevision(headers: Headers): ExpectedRevision {
  const match = headers.get("if-match")?.trim();
  const noneMatch = headers.get("if-none-match")?.trim();
  if (match !== undefined && noneMatch !== undefined)
    throw problem("invalid-header", "Send If-Match or If-None-Match, not both.");
  if (noneMatch !== undefined) {
    if (noneMatch === "*") return "none";
    throw problem(
      "invalid-header",
      "If-None-Match of a write must be *: the stream does not exist yet.",
    );
  }
  return match === undefined ? "any" : parseMatch(match);
}

function parseMatch(match: string): ExpectedRevision {
  if (match === "*") return "exists";
  const revision = ENTITY_TAG.exec(match)?.[1];
  if (revision !== undefined) return Math.min(Number(revision), Number.MAX_SAFE_INTEGER);
  throw problem(
    "invalid-header",
    'If-Match must be the revision of the stream in quotes, such as "3", or *.',
  );
}

/** Whether a read may be answered by 304: its entity tag is one of those in If-None-Match. */
export function isUnchanged(headers: Headers, etag: string): boolean {
  const tags = headers.get("if-none-match")?.split(",") ?? [];
  return tags
    .map((tag) => tag.trim())
    .some((tag) => tag === "*" || tag.replace(/^W\//, "") === etag);
}
