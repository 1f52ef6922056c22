import type { DirectoryRpc } from "../durable/directory-rpc.ts";
import { ask } from "./ask.ts";
import type { Env } from "./env.ts";

export function askDirectory<Answer>(
  env: Env,
  question: (directory: DirectoryRpc) => Promise<Answer>,
): Promise<Answer> {
  return ask<DirectoryRpc, Answer>(() => env.DIRECTORY.getByName("main"), question);
}
