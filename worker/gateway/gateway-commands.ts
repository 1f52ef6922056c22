import type { FieldError } from "../../core/problem.ts";
import type { Execute, Premise } from "../../durable/log-rpc.ts";
import { OWN_SOURCE as OURS } from "../../core/names.ts";
import type { QuarantinedEvent, QuarantineEnd } from "../../systems/gateway/events.ts";
import type { Draft, Registration, Sent } from "../../systems/gateway/event-stream.ts";
import type { QuarantineCommand } from "../../systems/gateway/quarantine-commands.ts";
import { reasonOf, shortened } from "../../systems/gateway/reason.ts";
import type { Register } from "../../systems/gateway/schema-commands.ts";
import type { Send } from "../../systems/gateway/sent-commands.ts";
import {
  quarantineStream,
  schemaStream,
  sentStream,
  topicName,
  type Topic,
} from "../../systems/gateway/topic.ts";
import { sha256 } from "../sha256.ts";

/** How long the payload of an event stays in quarantine. */
const KEPT_MS = 30 * 24 * 3_600_000;

const ANYTIME = { expected: "any", occurredAt: null, metadata: null } as const;

/** Registers a schema that was judged against `base`. */
export async function registering(
  { topic, schema, compatibility }: Draft,
  base: Registration | undefined,
  id: string,
): Promise<Execute> {
  const text = JSON.stringify(schema);
  const wanted = compatibility ?? null;
  const bytes = new TextEncoder().encode(text).byteLength;
  const hash = await sha256(text);
  const command: Register = { type: "register", schema, hash, bytes, compatibility: wanted };
  return {
    ...ANYTIME,
    stream: schemaStream(topic),
    expected: base?.revision ?? "none",
    command: JSON.stringify(command),
    source: `${OURS}schemas`,
    id,
  };
}

/** Cannot be carried out, and is answered as the registration of the same draft was, if there was one. */
export async function questionWhetherRegistered(draft: Draft, id: string): Promise<Execute> {
  const premises = unmet(schemaStream(draft.topic));
  return { ...(await registering(draft, undefined, id)), expected: "any", premises };
}

/** Publishes an event that fits the schema of a registration, while that is the current one. */
export function publishing(sent: Sent, by: Registration): Execute {
  const metadata = { ...sent.event.metadata, schemaversion: by.version };
  return { ...sending(sent), metadata, premises: [premise(sent.topic, by)] };
}

/** Cannot be carried out, and is answered as the publication of the same event was, if there was one. */
export function questionWhetherPublished(sent: Sent): Execute {
  return { ...sending(sent), premises: unmet(schemaStream(sent.topic)) };
}

/** What no stream is: the log looks for known identities before it looks at premises. */
function unmet(stream: string): readonly Premise[] {
  return [
    { stream, expected: "exists" },
    { stream, expected: "none" },
  ];
}

function sending({ topic, event }: Sent): Execute {
  const { type, data, ...rest } = event;
  const command: Send = { type: "send", event: { type, data } };
  return { stream: sentStream(topic), expected: "any", command: JSON.stringify(command), ...rest };
}

/** Keeps an event that does not fit the schema of a registration, while that is the current one. */
export async function quarantining(
  sent: Sent,
  errors: readonly FieldError[],
  by: Registration,
): Promise<Execute> {
  const { topic, event } = sent;
  const { type, source, id, occurredAt } = event;
  const text = JSON.stringify({ event, errors } satisfies QuarantinedEvent);
  const bytes = new TextEncoder().encode(text).byteLength;
  const about = { bytes, reason: reasonOf(errors), errors: shortened(errors) };
  const data = { type, source, id, version: by.version, ...about };
  const command: QuarantineCommand = { type: "quarantine", data };
  return {
    ...ANYTIME,
    stream: quarantineStream(topic),
    command: JSON.stringify(command),
    // Each version may refuse an event anew, and another one take it.
    source: `${OURS}${topicName(topic)}/${by.version}`,
    // The topic's own ids stay as they are, so that a key which was sent twice is told as one.
    id: source === topicName(topic) ? id : await sha256(JSON.stringify([source, id])),
    occurredAt,
    premises: [premise(topic, by)],
    keep: { text, forMs: KEPT_MS },
  };
}

/** An event in quarantine: the revision of its record there. */
export interface Place {
  readonly topic: Topic;
  readonly revision: number;
}

/** Takes an event out of quarantine. */
export function ending({ topic, revision }: Place, because: QuarantineEnd): Execute {
  const command: QuarantineCommand = { type: "end", revision, because };
  return {
    ...ANYTIME,
    stream: quarantineStream(topic),
    command: JSON.stringify(command),
    source: `${OURS}${topicName(topic)}/${because}`,
    id: String(revision),
  };
}

function premise(topic: Topic, { revision }: Registration): Premise {
  return { stream: schemaStream(topic), expected: revision };
}
