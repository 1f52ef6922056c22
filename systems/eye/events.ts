import type { EventData } from "../../core/event.ts";
import type { Json } from "../../core/json.ts";
import { OWN_SOURCE } from "../../core/names.ts";
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

/** Its type is the category, its source follows from the application, and it occurred at its timestamp. */
export type SessionEvent = EventData<string, SentData>;

/** Whose events are kept in quarantine that do not say, or wrongly, who sent them. */
export const UNKNOWN_APPLICATION = "unknown";

/** Of an application: a name without control characters, which can stand in a path. */
export const APPLICATION = /^(?!(?:unknown|\.\.?)$)\P{Cc}{1,64}$/u;
/** The same of a session. */
export const SESSION_ID = /^(?!\.\.?$)\P{Cc}{1,200}$/u;

/** Of an application's events, by which nobody takes their identities who writes to a stream. */
export function sourceOf(application: string): string {
  return `${OWN_SOURCE}eye/${application}`;
}

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

/** The application whose quarantine has this name; `undefined`: it is none, or that of those that are not known. */
export function applicationOf(name: string): string | undefined {
  const application = name.startsWith(EYE_PREFIX) ? name.slice(EYE_PREFIX.length) : "";
  return APPLICATION.test(application) ? application : undefined;
}

/** Whether a quarantine of this name is one of The Eye. */
export function isEyeQuarantine(name: string): boolean {
  return name === quarantineName(undefined) || applicationOf(name) !== undefined;
}
