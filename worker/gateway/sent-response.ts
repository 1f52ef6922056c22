import type { Published } from "../../systems/gateway/event-stream.ts";
import { appendHeaders } from "../append-request.ts";
import type { RouteContext } from "../route.ts";

/** What is answered when an event is where `topic` names: 200 if it was there already. */
export function sentResponse(c: RouteContext, topic: string, published: Published): Response {
  const { id, position, revision, version, recordedAt, replayed } = published;
  const answer = { topic, id, position, revision, version, recordedAt };
  return c.json(answer, replayed ? 200 : 201, appendHeaders(position, { replayed }));
}
