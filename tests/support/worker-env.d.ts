import type * as worker from "../../worker/index.ts";
import type { Env as WorkerEnv } from "../../worker/env.ts";

declare global {
  namespace Cloudflare {
    // oxlint-disable-next-line typescript/no-empty-object-type -- merged into the runtime's own
    interface Env extends WorkerEnv {}
    interface GlobalProps {
      mainModule: typeof worker;
    }
  }
}
