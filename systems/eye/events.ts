import type { EventData } from "../../core/event.ts";
import type { Json } from "../../core/json.ts";
import { EYE_PREFIX } from "../gateway/topic.ts";

/** What happened in a session: `session-<session_id>`. */
export const SESSION_CATEGORY = "session";
/** Schemas of a category, `eyeschema-<category>`, or of what one application sends in it, `eyeschema-<category>/<name>`. */
export const EYE_SCHEMA_CATEGORY = "eyeschema";

/** An event as it was sent, without its id. */
export type SentData = {
  readonly session_id: string;
  readonly category: string;
  /** Of the application. */
  readonly name: string;
  readonly data: Json;
  /** Verbatim. */
  readonly timestamp: string;
};

/** Its type is the category, its source the application, and it occurred at its timestamp. */
export type SessionEvent = EventData<string, SentData>;

/** Of an application: a name without control characters, not beginning as OWN_SOURCE. */
export const APPLICATION = /^(?!foldlog\/)\P{Cc}{1,64}$/u;

/** Whose events are kept in quarantine that do not say, or wrongly, who sent them. */
const UNKNOWN_APPLICATION = "unknown";

export function sessionStream(session: string): string {
  return `${SESSION_CATEGORY}-${session}`;
}

/** Of the schemas of a category; with a name, of those for one application. */
export function eyeSchemaStream(category: string, name?: string): string {
  const all = `${EYE_SCHEMA_CATEGORY}-${category}`;
  return name === undefined ? all : `${all}/${name}`;
}

/** Of an application; `undefined`: it is not known. */
export function quarantineName(application: string | undefined): string {
  return EYE_PREFIX + (application ?? UNKNOWN_APPLICATION);
}

/** Whether the name of a quarantine is that of an application. */
export function isEyeQuarantine(name: string): boolean {
  return name.startsWith(EYE_PREFIX) && APPLICATION.test(name.slice(EYE_PREFIX.length));
}
