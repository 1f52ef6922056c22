import * as z from "zod";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import {
  COMPATIBILITY_MODES,
  type CompatibilityMode,
} from "../../systems/gateway/compatibility-mode.ts";
import { checkedBody } from "../checked.ts";

/** A schema, and what it and later ones must keep. */
export interface SentSchema {
  readonly schema: Json;
  readonly compatibility: CompatibilityMode | undefined;
}

export interface SentDraft extends SentSchema {
  /** To be tried on the schema. */
  readonly events: readonly Json[];
}

const MAX_TRIED = 100;
const modes = COMPATIBILITY_MODES.join(", ");

const compatibility = z.object({
  compatibility: z.enum(COMPATIBILITY_MODES, `must be one of ${modes}`).optional(),
});
const events = z.object({
  events: z.array(z.unknown()).max(MAX_TRIED, `must be ${MAX_TRIED} events at most`).optional(),
});

/** A body is the schema itself, or an object of `schema` and `compatibility` and nothing else. */
export function readSchema(body: Json): SentSchema {
  return readDraft(body, ["schema", "compatibility"]);
}

/** The same, with `events` beside them. */
export function readDraftToCheck(body: Json): SentDraft {
  return readDraft(body, ["schema", "compatibility", "events"]);
}

function readDraft(body: Json, members: readonly string[]): SentDraft {
  if (!isEnvelope(body, members)) return { schema: body, compatibility: undefined, events: [] };
  const { schema = null, events: sent } = body;
  checkedBody(events, body);
  const mode = checkedBody(compatibility, body).compatibility;
  return { schema, compatibility: mode, events: Array.isArray(sent) ? sent : [] };
}

function isEnvelope(body: Json, members: readonly string[]): body is JsonObject {
  return (
    isJsonObject(body) &&
    Object.hasOwn(body, "schema") &&
    Object.keys(body).every((name) => members.includes(name))
  );
}
