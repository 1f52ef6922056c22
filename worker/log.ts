import type { LogRpc } from "../durable/log-rpc.ts";
import type { Env } from "./env.ts";
import { problem } from "./problem-error.ts";

const TRIES = 3;

/**
 * Asks the log. An exception breaks a stub, so each try takes a new one. Only what the platform calls
 * retryable is asked again; that is safe, since every read is one and every event carries its id.
 */
export async function askLog<T>(
  env: Env,
  ask: (log: LogRpc & Pick<Fetcher, "fetch">) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(env.LOG.getByName("main"));
    } catch (error) {
      if (isMarked(error, "overloaded"))
        throw problem(
          "log-too-busy",
          "The log has more requests than it can take. Send this again, unchanged.",
        );
      if (attempt === TRIES || !isMarked(error, "retryable")) throw error;
      await scheduler.wait(50 * attempt);
    }
  }
}

/** The runtime marks its exceptions; its types do not say so. */
type Marked = Error & { readonly overloaded?: boolean; readonly retryable?: boolean };

function isMarked(error: unknown, mark: "overloaded" | "retryable"): boolean {
  return error instanceof Error && (error as Marked)[mark] === true;
}
