import { failure, type Failure, type Outcome } from "../../core/problem.ts";
import type { EventStream, Published, Registration, Sent } from "./event-stream.ts";
import type { Check } from "./schema-kind.ts";
import { topicName, type Topic } from "./topic.ts";

export interface Gateway {
  readonly stream: EventStream;
  readonly checkOf: (registration: Registration) => Check;
}

/** An event was judged by a registration that another one has replaced meanwhile: so often in a row, and it is told. */
const TRIES = 5;

/**
 * Publishes an event if it fits the schema of its topic, and keeps it in quarantine if it does not:
 * `schema-mismatch`, with the errors and its place there. Never by a schema that is no longer current.
 */
export async function receiveEvent(gateway: Gateway, sent: Sent): Promise<Outcome<Published>> {
  return byCurrentSchema(gateway, sent.topic, async (registration) => {
    const { version } = registration;
    const errors = gateway.checkOf(registration)(sent.event.data);
    // A retry of a success must never become a refusal, though the schema is another one by now.
    const published =
      errors.length === 0
        ? await gateway.stream.publish(sent, registration)
        : sent.isRetryable && (await gateway.stream.published(sent));
    if (published) return published;
    const kept = await gateway.stream.quarantine(sent, errors, registration);
    if (!kept.ok) return kept;
    const { position, isThere } = kept.value;
    const fate = isThere
      ? "is kept in quarantine, where it can be corrected and sent again"
      : "was kept in quarantine, and has left it";
    const detail = `The event does not fit version ${version} of ${topicName(sent.topic)}. It ${fate}.`;
    const members = { topic: topicName(sent.topic), version, quarantined: position };
    return failure("schema-mismatch", detail, { errors, members });
  });
}

/** Does something by the registration of a topic, and once more by the current one if that was another. */
export async function byCurrentSchema<T>(
  { stream }: Pick<Gateway, "stream">,
  topic: Topic,
  act: (registration: Registration) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let registration = await stream.registration(topic, "known");
  for (let tries = 1; ; tries += 1) {
    if (!registration) return notRegistered(topic);
    const outcome = await act(registration);
    const isStale = !outcome.ok && outcome.problem.code === "wrong-expected-revision";
    if (!isStale) return outcome;
    if (tries === TRIES) return failure("log-too-busy", "The schema changes all the time.");
    registration = await stream.registration(topic, "current");
  }
}

export function notRegistered(topic: Topic): Failure {
  const { client, event } = topic;
  return failure(
    "event-not-registered",
    `${client} has registered no event ${event}. POST its JSON Schema to /${client}/${event}/register_event.`,
    { members: { topic: topicName(topic) } },
  );
}
