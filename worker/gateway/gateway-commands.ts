import type { FieldError } from "../../core/problem.ts";
import type { Execute, Premise } from "../../durable/log-rpc.ts";
import type { Registration, Sent } from "../../systems/gateway/event-stream.ts";
import type { Send } from "../../systems/gateway/sent-commands.ts";
import { schemaStream, sentStream, topicName, type Topic } from "../../systems/gateway/topic.ts";
import { sha256 } from "../sha256.ts";
import { keeping, recordOf } from "./keep-unfit.ts";
import { unmet } from "./unmet.ts";

/** Publishes an event that fits the schema of a registration, while that is the current one. */
export function publishing(sent: Sent, by: Registration): Execute {
  const metadata = { ...sent.event.metadata, schemaversion: by.version };
  return { ...sending(sent), metadata, premises: [premise(sent.topic, by)] };
}

/** Cannot be carried out, and is answered as the publication of the same event was, if there was one. */
export function questionWhetherPublished(sent: Sent): Execute {
  return { ...sending(sent), premises: unmet(schemaStream(sent.topic)) };
}

function sending({ topic, event }: Sent): Execute {
  const { type, data, ...rest } = event;
  const command: Send = { type: "send", event: { type, data } };
  const text = JSON.stringify(command);
  return { stream: sentStream(topic), expected: "any", command: text, isSingle: true, ...rest };
}

/** Keeps an event that does not fit the schema of a registration, while that is the current one. */
export async function quarantining(
  { topic, event }: Sent,
  errors: readonly FieldError[],
  by: Registration,
): Promise<Execute> {
  const name = topicName(topic);
  const { source, id, occurredAt } = event;
  return keeping(recordOf({ event, errors, version: by.version }), {
    name,
    // Each version may refuse an event anew, and another one take it.
    part: String(by.version),
    // The topic's own ids stay as they are, so that a key which was sent twice is told as one.
    id: source === name ? id : await sha256(JSON.stringify([source, id])),
    occurredAt,
    premises: [premise(topic, by)],
  });
}

function premise(topic: Topic, { revision }: Registration): Premise {
  return { stream: schemaStream(topic), expected: revision };
}
