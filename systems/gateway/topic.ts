import { QUARANTINE_CATEGORY, SCHEMA_CATEGORY, SENT_CATEGORY } from "./events.ts";

/** A name of a client or of an event: no `.`, which stands between the two in the name of a topic. */
export const TOPIC_PART = /^[A-Za-z0-9][A-Za-z0-9_~-]{0,63}$/;

/** With which the names of The Eye's quarantines begin, which are no topics: no client has this name. */
export const EYE_PREFIX = "eye.";

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
  return isName && !name.startsWith(EYE_PREFIX) ? { client, event } : undefined;
}

export function schemaStream(topic: Topic): string {
  return `${SCHEMA_CATEGORY}-${topicName(topic)}`;
}

export function sentStream(topic: Topic): string {
  return `${SENT_CATEGORY}-${topicName(topic)}`;
}

/** Of a topic, or of an application of The Eye, by its name. */
export function quarantineStream(name: string): string {
  return `${QUARANTINE_CATEGORY}-${name}`;
}

/** What stands behind the category in the name of one of the streams here: of a topic its name. */
export function nameOfStream(stream: string): string {
  return stream.slice(stream.indexOf("-") + 1);
}

/** The topic of a stream of registrations, or of what was sent. Throws for another stream. */
export function topicOfStream(stream: string): Topic {
  const topic = topicOf(nameOfStream(stream));
  if (topic) return topic;
  throw new Error(`${stream} belongs to no topic`);
}
