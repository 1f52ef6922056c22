import { parseJson } from "../../core/json.ts";
import { success, type Outcome } from "../../core/problem.ts";
import type { Execute, Executed } from "../../durable/log-rpc.ts";
import type { NewRegistration, Registration } from "../../systems/gateway/event-stream.ts";
import type { SchemaDraft } from "../../systems/gateway/register-schema.ts";
import type { Register, Registered } from "../../systems/gateway/schema-commands.ts";
import { nameReusedKey } from "../append-request.ts";
import type { Env } from "../env.ts";
import { executeOne } from "../execute-one.ts";
import { askLog } from "../log.ts";
import { sha256 } from "../sha256.ts";
import { unmet } from "./unmet.ts";

/** The current schema of a stream of registrations; `undefined`: there is none. */
export async function readRegistration(
  env: Env,
  stream: string,
): Promise<Registration | undefined> {
  const until = { revision: Number.MAX_SAFE_INTEGER };
  const answer = await askLog(env, (log) => log.state({ stream, until }));
  return answer.ok && answer.value.end > 0 ? registrationIn(answer.value) : undefined;
}

interface Registering extends SchemaDraft {
  /** To which it is added. */
  readonly stream: string;
  readonly source: string;
  readonly id: string;
}

/** Adds a schema that was judged against `base`; `wrong-expected-revision`: that is not the current one. */
export async function addRegistration(
  env: Env,
  registering: Registering,
  base: Registration | undefined,
): Promise<Outcome<NewRegistration>> {
  const command = await commandOf(registering);
  return execute(env, { ...command, expected: base?.revision ?? "none" });
}

/** What was answered when the same schema was added with the same id, if it was. */
export async function findRegistration(
  env: Env,
  registering: Registering,
): Promise<Outcome<NewRegistration> | undefined> {
  const command = await commandOf(registering);
  const found = await execute(env, { ...command, premises: unmet(registering.stream) });
  return found.ok || found.problem.code !== "wrong-expected-revision" ? found : undefined;
}

async function execute(env: Env, command: Execute): Promise<Outcome<NewRegistration>> {
  const executed = nameReusedKey(await executeOne(env, command));
  if (!executed.ok) return executed;
  const { replayed, events, position } = executed.value;
  const isNew = !replayed && events.some(({ type }) => type === "SchemaRegistered");
  return success({ registration: registrationIn(executed.value), isNew, replayed, position });
}

async function commandOf({ stream, source, id, ...draft }: Registering): Promise<Execute> {
  const { schema, compatibility = null } = draft;
  const text = JSON.stringify(schema);
  const bytes = new TextEncoder().encode(text).byteLength;
  const hash = await sha256(text);
  const command: Register = { type: "register", schema, hash, bytes, compatibility };
  return {
    stream,
    expected: "any",
    command: JSON.stringify(command),
    source,
    id,
    occurredAt: null,
    metadata: null,
  };
}

function registrationIn({ state, revision }: Pick<Executed, "state" | "revision">): Registration {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fold of a stream of registrations
  return { ...(parseJson(state) as unknown as Registered), revision };
}
