import type { System } from "../../core/system.ts";
import type { SchemaEvent } from "../gateway/events.ts";
import { schemaDecider, type Register, type Registered } from "../gateway/schema-commands.ts";
import { sentDecider, type Send } from "../gateway/sent-commands.ts";
import { EYE_SCHEMA_CATEGORY, SESSION_CATEGORY } from "./events.ts";
import { eyeProjection } from "./eye-projection.ts";
import { sessionsProjection } from "./sessions-projection.ts";

/**
 * Seed 1: what applications send is judged before, so a session only counts. What does not fit goes to the
 * quarantine, which is the gateway's.
 */
const sessions: System<Send, { readonly sent: number }> = {
  category: SESSION_CATEGORY,
  decider: sentDecider,
  projections: [sessionsProjection, eyeProjection],
};

/** A schema replaces the one before it, unless it was said that it must not. */
const schemas: System<Register, Registered, SchemaEvent> = {
  category: EYE_SCHEMA_CATEGORY,
  decider: { ...schemaDecider, initial: { ...schemaDecider.initial, compatibility: "NONE" } },
};

export const eye: readonly System[] = [sessions, schemas];
