import type { Env } from "../../worker/env.ts";

declare global {
  namespace Cloudflare {
    // oxlint-disable-next-line typescript/no-empty-interface
    interface Env extends WorkerEnv {}
  }
}

type WorkerEnv = Env;
