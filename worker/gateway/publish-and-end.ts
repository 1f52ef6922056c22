import { success, type Outcome } from "../../core/problem.ts";
import type { Execute } from "../../durable/log-rpc.ts";
import type { Published, Registration } from "../../systems/gateway/event-stream.ts";
import type { Env } from "../env.ts";
import { askLog } from "../log.ts";
import { publishedBy } from "./published-by.ts";

/** Publishes an event that was judged `by` a schema, and takes it out of quarantine: both or nothing. */
export async function publishAndEnd(
  env: Env,
  commands: readonly [publishing: Execute, ending: Execute],
  by: Pick<Registration, "version">,
): Promise<Outcome<Published>> {
  const executed = await askLog(env, (log) => log.executeTogether(commands));
  if (!executed.ok) return executed;
  const [first] = executed.value;
  if (!first) throw new Error("The log answers each command");
  return success(await publishedBy(env, first, by));
}
