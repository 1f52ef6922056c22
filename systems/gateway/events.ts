import type { EventData } from "../../core/event.ts";
import type { NewEvent } from "../../core/event-rows.ts";
import type { Json } from "../../core/json.ts";
import type { FieldError } from "../../core/problem.ts";
import type { CompatibilityMode } from "./compatibility-mode.ts";

/** Registrations of a topic: `schema-<client>.<event>`. */
export const SCHEMA_CATEGORY = "schema";
/** What is sent to a topic: `gateway-<client>.<event>`, by default each event has the type `<event>`. */
export const SENT_CATEGORY = "gateway";
/** What was sent to a topic and did not fit: `quarantine-<client>.<event>`. */
export const QUARANTINE_CATEGORY = "quarantine";

type SchemaRegistered = EventData<
  "SchemaRegistered",
  {
    /** From 1, without gaps. */
    readonly version: number;
    readonly schema: Json;
    /** SHA-256 of the schema's JSON text, in hexadecimal. */
    readonly hash: string;
    readonly compatibility: CompatibilityMode;
    /** Of the JSON texts of this version and those before it, in UTF-8. */
    readonly totalBytes: number;
  }
>;

/** The schema stays; what later ones must keep is another thing from now on. */
type CompatibilityChanged = EventData<
  "CompatibilityChanged",
  { readonly compatibility: CompatibilityMode }
>;

export type SchemaEvent = SchemaRegistered | CompatibilityChanged;

/** An event that did not fit, without anything of what is in it: that is kept beside this one for a while. */
export type EventQuarantined = EventData<
  "EventQuarantined",
  {
    /** What the event is to have if it is sent again. */
    readonly type: string;
    readonly source: string;
    readonly id: string;
    /** Of the schema that it did not fit. */
    readonly version: number;
    /** Of all that is kept of it, in UTF-8. */
    readonly bytes: number;
    /** By which such events are grouped: the first error, such as `enum at /fruit`. */
    readonly reason: string;
    /** Where the first errors are. What they say of the values there is kept beside, too. */
    readonly errors: readonly QuarantineError[];
  }
>;

export type QuarantineError = { readonly pointer: string; readonly keyword: string };

/** What is kept beside an EventQuarantined. */
export interface QuarantinedEvent {
  readonly event: NewEvent;
  readonly errors: readonly FieldError[];
}

/** Why an event is in quarantine no longer: there was no room (`full`), or it was there too long. */
export type QuarantineEnd = "resent" | "deleted" | "expired" | "full";

type QuarantineEnded = EventData<
  "QuarantineEnded",
  {
    /** Of its EventQuarantined, in the same stream. */
    readonly revision: number;
    readonly because: QuarantineEnd;
  }
>;

export type QuarantineEvent = EventQuarantined | QuarantineEnded;
