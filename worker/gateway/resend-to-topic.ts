import type { Json } from "../../core/json.ts";
import { failure, type Failure, type FieldError, type Outcome } from "../../core/problem.ts";
import type { QuarantinedEvent } from "../../systems/gateway/events.ts";
import type { Published } from "../../systems/gateway/event-stream.ts";
import { byCurrentSchema } from "../../systems/gateway/receive-event.ts";
import type { Topic } from "../../systems/gateway/topic.ts";
import type { RouteContext } from "../route.ts";
import { publishing } from "./gateway-commands.ts";
import { gatewayOf } from "./gateway-of.ts";
import { ending } from "./keep-unfit.ts";
import { publishAndEnd } from "./publish-and-end.ts";
import { notInQuarantine, type Quarantined } from "./quarantine.ts";

/** An event that is or was in quarantine, as it is to be sent. */
export interface ToResend {
  readonly record: Quarantined;
  /** `undefined`: it has left the quarantine. */
  readonly kept: QuarantinedEvent | undefined;
  readonly data: Json;
}

/**
 * Publishes it and takes it out of quarantine, both or nothing. It is published once: a retry is answered as the
 * first was. `schema-mismatch`: it does not fit yet, and stays where it is.
 */
export async function resendToTopic(
  c: RouteContext,
  topic: Topic,
  { record, kept, data }: ToResend,
): Promise<Outcome<Published>> {
  const { type, source, id } = record.data;
  const metadata = kept?.event.metadata ?? null;
  const event = { type, source, id, metadata, occurredAt: record.occurredAt, data };
  const sent = { topic, event, isRetryable: true };
  const gateway = gatewayOf(c);
  return byCurrentSchema(gateway, topic, async (registration) => {
    const errors = gateway.checkOf(registration)(data);
    if (errors.length > 0) {
      // The first time it may have fitted: the schema is another one by now.
      const published = await gateway.stream.published(sent);
      if (published) return published;
      if (!kept) throw notInQuarantine(record.position);
      return stillUnfit(record, registration.version, errors);
    }
    const commands = [publishing(sent, registration), ending(record, "resent")] as const;
    return publishAndEnd(c.env, commands, registration);
  });
}

/** It does not fit a version of its schema, and stays where it is. */
export function stillUnfit(
  { name, position }: Quarantined,
  version: number,
  errors: readonly FieldError[],
): Failure {
  const members = { topic: name, version, quarantined: position };
  const detail = `The event does not fit version ${version} of ${name}. It stays in quarantine.`;
  return failure("schema-mismatch", detail, { members, errors });
}
