import { TOPIC_PART, type Topic } from "../../systems/gateway/topic.ts";
import { problem } from "../problem-error.ts";
import type { RouteContext } from "../route.ts";

/** The topic in the path. */
export function topicIn(c: RouteContext): Topic {
  return { client: partIn(c, "client"), event: partIn(c, "event") };
}

/** The client in the path. */
export function clientIn(c: RouteContext): string {
  return partIn(c, "client");
}

function partIn(c: RouteContext, name: "client" | "event"): string {
  const part = c.req.param(name) ?? "";
  if (TOPIC_PART.test(part)) return part;
  throw problem(
    "invalid-path",
    `${name} must be 1 to 64 letters, digits or _ ~ -, beginning with a letter or a digit.`,
  );
}
