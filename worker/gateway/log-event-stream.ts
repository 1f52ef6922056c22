import { OWN_SOURCE } from "../../core/names.ts";
import { failure, success, type FieldError, type Outcome } from "../../core/problem.ts";
import type { Execute, Executed } from "../../durable/log-rpc.ts";
import type {
  Draft,
  EventStream,
  InQuarantine,
  NewRegistration,
  Published,
  Registration,
  Sent,
  Version,
} from "../../systems/gateway/event-stream.ts";
import { schemaStream, type Topic } from "../../systems/gateway/topic.ts";
import { nameReusedKey } from "../append-request.ts";
import type { BoundedMap } from "../bounded-map.ts";
import type { Env } from "../env.ts";
import { executeOne } from "../execute-one.ts";
import { publishing, quarantining, questionWhetherPublished } from "./gateway-commands.ts";
import { publishedBy } from "./published-by.ts";
import { readVersions } from "./read-versions.ts";
import { addRegistration, findRegistration, readRegistration } from "./registrations.ts";

/** Of registrations. */
const SOURCE = `${OWN_SOURCE}schemas`;

interface Options {
  readonly env: Env;
  /** Whether the sender chose the id below, so that a retry has it too. */
  readonly isRetryable: boolean;
  /** Registrations as they were a moment ago, by their stream. */
  readonly known: BoundedMap<Registration>;
  /** Of the registration that this request makes, if it makes one. */
  readonly id: string;
}

/** Foldlog's own event stream: three streams of the log for each topic. */
export class LogEventStream implements EventStream {
  readonly #env: Env;
  readonly #known: BoundedMap<Registration>;
  readonly #id: string;
  readonly #isRetryable: boolean;

  constructor({ env, known, id, isRetryable }: Options) {
    this.#isRetryable = isRetryable;
    this.#env = env;
    this.#known = known;
    this.#id = id;
  }

  async registration(topic: Topic, how: "known" | "current"): Promise<Registration | undefined> {
    const stream = schemaStream(topic);
    const known = how === "known" ? this.#known.get(stream) : undefined;
    if (known) return known;
    const current = await readRegistration(this.#env, stream);
    if (current) this.#known.set(stream, current);
    return current;
  }

  versions(topic: Topic): Promise<readonly Version[]> {
    return readVersions(this.#env, schemaStream(topic));
  }

  async register(draft: Draft, base: Registration | undefined): Promise<Outcome<NewRegistration>> {
    const added = await addRegistration(this.#env, this.#registering(draft), base);
    if (added.ok) this.#known.set(schemaStream(draft.topic), added.value.registration);
    return added;
  }

  async registered(draft: Draft): Promise<Outcome<NewRegistration> | undefined> {
    return this.#isRetryable ? findRegistration(this.#env, this.#registering(draft)) : undefined;
  }

  async publish(sent: Sent, by: Registration): Promise<Outcome<Published>> {
    const executed = await this.#execute(publishing(sent, by));
    return executed.ok ? success(await publishedBy(this.#env, executed.value, by)) : executed;
  }

  async published(sent: Sent): Promise<Outcome<Published> | undefined> {
    const executed = await this.#execute(questionWhetherPublished(sent));
    if (executed.ok) return success(await publishedBy(this.#env, executed.value));
    return executed.problem.code === "wrong-expected-revision" ? undefined : executed;
  }

  async quarantine(
    sent: Sent,
    errors: readonly FieldError[],
    by: Registration,
  ): Promise<Outcome<InQuarantine>> {
    const command = await quarantining(sent, errors, by);
    const executed = await this.#execute(command);
    if (!executed.ok) return executed;
    const { events, text } = executed.value;
    const { source, id } = sent.event;
    if (text === "other") return nameReusedKey(conflictOf(source, id));
    return success({ position: events[0]?.position ?? 0, isThere: text !== "gone" });
  }

  async #execute(command: Execute): Promise<Outcome<Executed>> {
    return nameReusedKey(await executeOne(this.#env, command));
  }

  #registering({ topic, ...draft }: Draft) {
    return { ...draft, stream: schemaStream(topic), source: SOURCE, id: this.#id };
  }
}

function conflictOf(source: string, id: string): Outcome<never> {
  const detail =
    "Another event with this source and id is in quarantine. Use a new id for a new event.";
  return failure("event-id-conflict", detail, { members: { source, id } });
}
