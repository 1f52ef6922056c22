import type { Part } from "../../core/scope.ts";
import {
  QUARANTINE_CATEGORY,
  SCHEMA_CATEGORY,
  SENT_CATEGORY,
} from "../../systems/gateway/events.ts";
import { schemaStream, sentStream } from "../../systems/gateway/topic.ts";
import type { RouteContext } from "../route.ts";
import { partOfCategory } from "../../core/scope.ts";

// What a request to the gateway touches of the log.

/** The events of the topic in the path. */
export function sentInPath(c: RouteContext): readonly Part[] {
  return [sentStream(named(c))];
}

/** The schemas of the topic in the path. */
export function schemaInPath(c: RouteContext): readonly Part[] {
  return [schemaStream(named(c))];
}

/** Both. */
export function topicInPath(c: RouteContext): readonly Part[] {
  return [...schemaInPath(c), ...sentInPath(c)];
}

/** All topics of the client in the path. */
export function clientInPath(c: RouteContext): readonly Part[] {
  const beginning = `${c.req.param("client") ?? ""}.`;
  return [SCHEMA_CATEGORY, SENT_CATEGORY, QUARANTINE_CATEGORY].map(
    (category) => partOfCategory(category) + beginning,
  );
}

function named(c: RouteContext) {
  return { client: c.req.param("client") ?? "", event: c.req.param("event") ?? "" };
}
