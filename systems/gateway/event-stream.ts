import type { NewEvent } from "../../core/event-rows.ts";
import type { Json } from "../../core/json.ts";
import type { FieldError, Outcome } from "../../core/problem.ts";
import type { CompatibilityMode } from "./compatibility-mode.ts";
import type { Registered } from "./schema-commands.ts";
import type { Topic } from "./topic.ts";

/**
 * The `publish` port: what the gateway needs of an event stream, which keeps the schemas of its topics too.
 * What depends on a registration fails with `wrong-expected-revision` when that is no longer the current
 * one, and then has written nothing.
 */
export interface EventStream {
  /** The current one; with `known` it may be one of a moment ago. `undefined`: nobody has registered the topic. */
  registration(topic: Topic, how: "known" | "current"): Promise<Registration | undefined>;
  /** All versions, the oldest first. */
  versions(topic: Topic): Promise<readonly Version[]>;
  /** Registers a schema that was judged against `base`. */
  register(draft: Draft, base: Registration | undefined): Promise<Outcome<NewRegistration>>;
  /** What was answered when this draft was registered, if it was; never for one whose sender chose no id. */
  registered(draft: Draft): Promise<Outcome<NewRegistration> | undefined>;
  /** Publishes an event that fits. One whose identity is known is answered as it was. */
  publish(sent: Sent, by: Registration): Promise<Outcome<Published>>;
  /** What was answered when this event was published, if it was. */
  published(sent: Sent): Promise<Outcome<Published> | undefined>;
  /** Keeps an event that does not fit, once. */
  quarantine(
    sent: Sent,
    errors: readonly FieldError[],
    by: Registration,
  ): Promise<Outcome<InQuarantine>>;
}

export interface Registration extends Registered {
  /** Grows with every change of the topic's registrations. */
  readonly revision: number;
}

export interface NewRegistration {
  readonly registration: Registration;
  /** It is a new version, and not one that was there already. */
  readonly isNew: boolean;
  /** This was asked for before, and nothing was written. */
  readonly replayed: boolean;
  /** Up to which the log was looked at. */
  readonly position: number;
}

export interface Version {
  readonly version: number;
  readonly schema: Json;
}

export interface Draft {
  readonly topic: Topic;
  readonly schema: Json;
  /** What this and later schemas must keep; `undefined`: what it is, or BACKWARD. */
  readonly compatibility: CompatibilityMode | undefined;
}

export interface Sent {
  readonly topic: Topic;
  /** Its identity is unique for ever. */
  readonly event: NewEvent;
  /** Whether the sender chose the identity, so that a retry has it too. */
  readonly isRetryable: boolean;
}

export interface InQuarantine {
  /** Of its record, which tells it from others. */
  readonly position: number;
  /** It is there: a retry may come when it has left. */
  readonly isThere: boolean;
}

export interface Published {
  readonly id: string;
  readonly position: number;
  readonly revision: number;
  readonly recordedAt: string;
  /** Of the schema by which it was judged. */
  readonly version: number;
  /** It was known, and nothing was written. */
  readonly replayed: boolean;
}
