import type { LogRpc } from "../durable/log-rpc.ts";
import { ask } from "./ask.ts";
import type { Env } from "./env.ts";

type LogStub = LogRpc & Pick<Fetcher, "fetch">;

export function askLog<Answer>(
  env: Env,
  question: (log: LogStub) => Promise<Answer>,
): Promise<Answer> {
  return ask<LogStub, Answer>(() => env.LOG.getByName("main"), question);
}
