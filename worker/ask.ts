import { problem } from "./problem-error.ts";

const TRIES = 3;

/**
 * Asks a Durable Object. An exception breaks a stub, so each try takes a new one. Only what the platform
 * calls retryable is asked again; that is safe, since every read is one and every event carries its id.
 */
export async function ask<Stub, Answer>(
  stub: () => Stub,
  question: (stub: Stub) => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await question(stub());
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
