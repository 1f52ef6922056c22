import { partOfCategory, type Part } from "../../core/scope.ts";
import {
  EYE_SCHEMA_CATEGORY,
  eyeSchemaStream,
  quarantineName,
  SESSION_CATEGORY,
  sessionStream,
} from "../../systems/eye/events.ts";
import { EYE_PREFIX, quarantineStream } from "../../systems/gateway/topic.ts";
import type { RouteContext } from "../route.ts";

// What a request to The Eye touches of the log.

export const SESSIONS = [partOfCategory(SESSION_CATEGORY)];
export const EYE_SCHEMAS = [partOfCategory(EYE_SCHEMA_CATEGORY)];

/** The session in the path. */
export function sessionInPath(c: RouteContext): readonly Part[] {
  return [sessionStream(c.req.param("id") ?? "")];
}

/** The session in the query, or else all sessions. */
export function sessionInQuery(c: RouteContext): readonly Part[] {
  const [session, ...more] = c.req.queries("session") ?? [];
  return session === undefined || more.length > 0 ? SESSIONS : [sessionStream(session)];
}

/** The schemas of the category in the path, or of what the application there sends in it. */
export function declaredInPath(c: RouteContext): readonly Part[] {
  return [eyeSchemaStream(c.req.param("category") ?? "", c.req.param("name"))];
}

/** The quarantine of the application in the query, or else those of all applications. */
export function refusedInQuery(c: RouteContext): readonly Part[] {
  const [application, ...more] = c.req.queries("application") ?? [];
  const isOne = application !== undefined && more.length === 0;
  return [quarantineStream(isOne ? quarantineName(application) : EYE_PREFIX)];
}
