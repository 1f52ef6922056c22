import { QUARANTINE_CATEGORY, SCHEMA_CATEGORY, SENT_CATEGORY } from "./events.ts";

/** A name of a client or of an event: no `.`, which stands between the two in the name of a topic. */
export const TOPIC_PART = /^[A-Za-z0-9][A-Za-z0-9_~-]{0,63}$/;

/** Where the events of one kind go that one client sends. */
export interface Topic {
  readonly client: string;
  readonly event: string;
}

/** `<client>.<event>` */
export function topicName({ client, event }: Topic): string {
  return `${client}.${event}`;
}

/** The reverse of {@link topicName}; `undefined` if it is no name of a topic. */
export function topicOf(name: string): Topic | undefined {
  const [client = "", event = "", ...more] = name.split(".");
  const isName = more.length === 0 && TOPIC_PART.test(client) && TOPIC_PART.test(event);
  return isName ? { client, event } : undefined;
}

export function schemaStream(topic: Topic): string {
  return `${SCHEMA_CATEGORY}-${topicName(topic)}`;
}

export function sentStream(topic: Topic): string {
  return `${SENT_CATEGORY}-${topicName(topic)}`;
}

export function quarantineStream(topic: Topic): string {
  return `${QUARANTINE_CATEGORY}-${topicName(topic)}`;
}

/** The topic of one of the streams above. Throws for another stream. */
export function topicOfStream(stream: string): Topic {
  const topic = topicOf(stream.slice(stream.indexOf("-") + 1));
  if (topic) return topic;
  throw new Error(`${stream} belongs to no topic`);
}
