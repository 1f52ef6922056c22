import type { Json } from "../../core/json.ts";
import { failure, success, type FieldError, type Outcome } from "../../core/problem.ts";
import type {
  Draft,
  EventStream,
  InQuarantine,
  NewRegistration,
  Published,
  Registration,
  Sent,
} from "../../systems/gateway/event-stream.ts";
import { topicName, type Topic } from "../../systems/gateway/topic.ts";
import { T0 } from "./log-harness.ts";

interface Quarantined {
  readonly event: Json;
  readonly errors: readonly FieldError[];
}

/**
 * Another event stream for the gateway: arrays in memory, each topic with offsets of its own. Several
 * gateways may share one by `another`; each remembers the registrations that it has seen.
 */
export class ArrayStream implements EventStream {
  readonly #registrations: Map<string, Registration[]>;
  readonly #known = new Map<string, Registration>();
  readonly events: Map<string, (Published & { readonly event: Json })[]>;
  readonly quarantined: Quarantined[];

  constructor(shared?: ArrayStream) {
    this.#registrations = shared ? shared.#registrations : new Map();
    this.events = shared?.events ?? new Map();
    this.quarantined = shared?.quarantined ?? [];
  }

  async registration(topic: Topic, how: "known" | "current"): Promise<Registration | undefined> {
    const name = topicName(topic);
    const known = how === "known" ? this.#known.get(name) : undefined;
    const found = known ?? this.#registrations.get(name)?.at(-1);
    if (found) this.#known.set(name, found);
    return found;
  }

  async versions(topic: Topic): Promise<readonly Registration[]> {
    return this.#registrations.get(topicName(topic)) ?? [];
  }

  async register(
    { topic, schema, compatibility }: Draft,
    base: Registration | undefined,
  ): Promise<Outcome<NewRegistration>> {
    const name = topicName(topic);
    const before = this.#registrations.get(name) ?? [];
    if (before.length !== (base?.revision ?? 0)) return stale();
    const revision = before.length + 1;
    const mode = compatibility ?? base?.compatibility ?? "BACKWARD";
    const hash = String(revision);
    const rest = { hash, compatibility: mode, totalBytes: 0 };
    const registration = { revision, version: revision, schema, ...rest };
    this.#registrations.set(name, [...before, registration]);
    return success({ registration, isNew: true, replayed: false, position: revision });
  }

  async registered(): Promise<undefined> {
    // Drafts have no ids here.
  }

  async publish(sent: Sent, by: Registration): Promise<Outcome<Published>> {
    const before = await this.published(sent);
    if (before) return before;
    if (this.#isStale(sent.topic, by)) return stale();
    const events = this.events.get(topicName(sent.topic)) ?? [];
    const offset = events.length + 1;
    const place = { id: sent.event.id, position: offset, revision: offset, recordedAt: T0 };
    const published = { ...place, version: by.version, replayed: false };
    this.events.set(topicName(sent.topic), [...events, { ...published, event: sent.event.data }]);
    return success(published);
  }

  async published({ topic, event: { id } }: Sent): Promise<Outcome<Published> | undefined> {
    const found = this.events.get(topicName(topic))?.find((one) => one.id === id);
    return found && success({ ...found, replayed: true });
  }

  async quarantine(
    { topic, event }: Sent,
    errors: readonly FieldError[],
    by: Registration,
  ): Promise<Outcome<InQuarantine>> {
    if (this.#isStale(topic, by)) return stale();
    const position = this.quarantined.push({ event: event.data, errors });
    return success({ position, isThere: true });
  }

  #isStale(topic: Topic, { revision }: Registration): boolean {
    return this.#registrations.get(topicName(topic))?.length !== revision;
  }
}

function stale(): Outcome<never> {
  return failure("wrong-expected-revision", "Another version was registered.");
}
