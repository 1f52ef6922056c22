import type { Outcome } from "../../core/problem.ts";
import type { Draft, EventStream } from "./event-stream.ts";
import {
  judgeSchema,
  registerSchema,
  type Incompatible,
  type Judgement,
  type RegisteredDraft,
  type SchemaPlace,
} from "./register-schema.ts";
import type { SchemaKind } from "./schema-kind.ts";
import { topicName, type Topic } from "./topic.ts";

export interface Registry {
  readonly stream: EventStream;
  readonly kind: SchemaKind;
}

/** Registers the schema of a topic: fails with `schema-invalid` or `schema-incompatible`. */
export function registerEvent(
  { stream, kind }: Registry,
  { topic, ...draft }: Draft,
): Promise<Outcome<RegisteredDraft> | Incompatible> {
  return registerSchema(kind, placeOf(stream, topic), draft);
}

/** What would become of a draft. Changes nothing. */
export function judgeDraft(
  { stream, kind }: Registry,
  { topic, ...draft }: Draft,
): Promise<Outcome<Judgement>> {
  return judgeSchema(kind, placeOf(stream, topic), draft);
}

function placeOf(stream: EventStream, topic: Topic): SchemaPlace {
  return {
    name: topicName(topic),
    usual: "BACKWARD",
    current: () => stream.registration(topic, "current"),
    versions: () => stream.versions(topic),
    register: (draft, base) => stream.register({ topic, ...draft }, base),
    registered: (draft) => stream.registered({ topic, ...draft }),
  };
}
