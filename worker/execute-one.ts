import type { Outcome } from "../core/problem.ts";
import type { Execute, Executed } from "../durable/log-rpc.ts";
import type { Env } from "./env.ts";
import { askLog } from "./log.ts";

/** Lets the log decide a command. */
export async function executeOne(env: Env, command: Execute): Promise<Outcome<Executed>> {
  const [outcome] = await askLog(env, (log) => log.execute([command]));
  if (!outcome) throw new Error("The log answers each command");
  return outcome;
}
