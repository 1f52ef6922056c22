import { categoryOf } from "../../core/names.ts";
import type { Outcome } from "../../core/problem.ts";
import { SENT_CATEGORY } from "../../systems/gateway/events.ts";
import type { Published } from "../../systems/gateway/event-stream.ts";
import { receiveEvent } from "../../systems/gateway/receive-event.ts";
import { topicOf, type Topic } from "../../systems/gateway/topic.ts";
import { refuseLarge } from "../new-events.ts";
import { problem } from "../problem-error.ts";
import type { SentCloudEvent } from "../read-cloud-event.ts";
import type { RouteContext } from "../route.ts";
import { gatewayOf } from "./gateway-of.ts";

/** The topic whose stream it is, if it is one's. Throws `invalid-body` for what could be no topic's. */
export function topicIfOne(stream: string): Topic | undefined {
  if (categoryOf(stream) !== SENT_CATEGORY) return undefined;
  const topic = topicOf(stream.slice(SENT_CATEGORY.length + 1));
  if (topic) return topic;
  const message = `must be ${SENT_CATEGORY}-<client>.<event>, both of letters, digits or _ ~ -`;
  const errors = [{ pointer: "/subject", keyword: "pattern", message }];
  throw problem("invalid-body", `subject ${message}.`, { errors });
}

/** Publishes a CloudEvent, if it fits the schema of its topic. */
export async function receiveCloudEvent(
  c: RouteContext,
  topic: Topic,
  { event }: SentCloudEvent,
): Promise<Outcome<Published>> {
  refuseLarge([event], JSON.stringify(event).length);
  return receiveEvent(gatewayOf(c), { topic, event, isRetryable: true });
}
