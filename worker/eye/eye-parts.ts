import { partOfCategory, type Part } from "../../core/scope.ts";
import {
  EYE_SCHEMA_CATEGORY,
  eyeSchemaStream,
  quarantineName,
  SESSION_CATEGORY,
  sessionStream,
} from "../../systems/eye/events.ts";
import { partOf, quarantinePart, sessionsOf } from "../../systems/eye/parts.ts";
import { EYE_PREFIX, quarantineStream } from "../../systems/gateway/topic.ts";
import { onlyOne } from "../access/parts.ts";
import type { RouteContext } from "../route.ts";

// What a request to The Eye touches of the log.

const SESSIONS = partOfCategory(SESSION_CATEGORY);
export const EYE_SCHEMAS = [partOfCategory(EYE_SCHEMA_CATEGORY)];

/** What whoever sends is known to send for. */
export function sessionsOfSender(c: RouteContext): readonly Part[] {
  return [sessionsOf(c.get("caller").scope.application)];
}

/** The sessions of the application in the query, or else all of them. */
export function sessionsInQuery(c: RouteContext): readonly Part[] {
  return [sessionsOf(onlyOne(c, "application"))];
}

/** The session in the path, of the application in the query. */
export function sessionInPath(c: RouteContext): readonly Part[] {
  return [partOf(sessionStream(c.req.param("id") ?? ""), onlyOne(c, "application"))];
}

/** The session and the application in the query, or else all. */
export function foundByQuery(c: RouteContext): readonly Part[] {
  const session = onlyOne(c, "session");
  const of = session === undefined ? SESSIONS : sessionStream(session);
  return [partOf(of, onlyOne(c, "name") ?? onlyOne(c, "application"))];
}

/** The schemas of the category in the path, or of what the application there sends in it. */
export function declaredInPath(c: RouteContext): readonly Part[] {
  const name = c.req.param("name");
  return [partOf(eyeSchemaStream(c.req.param("category") ?? "", name), name)];
}

/** The same to be read: what is declared for all applications is for each of them. */
export function readInPath(c: RouteContext): readonly Part[] {
  const [category = "", name] = [c.req.param("category"), c.req.param("name")];
  const reader = c.get("caller").scope.application;
  return [partOf(eyeSchemaStream(category, name), name ?? reader)];
}

/** The quarantine of the application in the query, or else those of all applications. */
export function refusedInQuery(c: RouteContext): readonly Part[] {
  const application = onlyOne(c, "application");
  if (application === undefined) return [quarantineStream(EYE_PREFIX)];
  return [quarantinePart(quarantineName(application))];
}
