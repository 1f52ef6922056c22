import type { CollectedEvent } from "./collected-event.ts";
import { asError, failureOf, type Refused } from "./send-with-retries.ts";

/** Where events go, and who sends them. */
export interface Destination {
  readonly url: string;
  readonly key?: string | undefined;
}

export type Verdict =
  /** Each event was judged, some of them were put into quarantine; none is to be sent again. */
  | { readonly kind: "arrived"; readonly quarantined: number }
  /** The batch is too large, or something in it makes all of it unreadable. */
  | { readonly kind: "unfit"; readonly error: Error }
  | { readonly kind: "later"; readonly error: Error; readonly retryAfterMs?: number | undefined }
  /** No event would be taken from this sender. */
  | { readonly kind: "refused"; readonly error: Error };

const TRY_MS = 15_000;
/** That a browser sends for a page that goes; it takes 64 KiB, the key included. */
export const BEACON_BYTES = 60_000;

/** Sends a batch once. Never throws. */
export async function sendBatch(
  batch: readonly CollectedEvent[],
  { url, key }: Destination,
): Promise<Verdict> {
  const authorization: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization },
      body: arrayOf(batch),
      signal: AbortSignal.timeout(TRY_MS),
    });
    return await verdictOf(response, batch.length);
  } catch (error) {
    return { kind: "later", error: asError(error) };
  }
}

/** Hands a batch to the browser, which sends it also when the page is gone. Whether it arrives is not told. */
export function sendBeacon(batch: readonly CollectedEvent[], { url, key }: Destination): boolean {
  // A beacon has no headers to put a key into, and addresses are written to logs.
  const sender = key ? `"key":${JSON.stringify(key)},` : "";
  try {
    return navigator.sendBeacon(url, `{${sender}"body":${arrayOf(batch)}}`);
  } catch {
    return false;
  }
}

function arrayOf(batch: readonly CollectedEvent[]): string {
  return `[${batch.map(({ text }) => text).join(",")}]`;
}

async function verdictOf(response: Response, count: number): Promise<Verdict> {
  const results = await resultsIn(response.clone());
  if (results.length === count) {
    const quarantined = results.filter((result) => result?.status === "quarantined").length;
    return { kind: "arrived", quarantined };
  }
  if (response.ok)
    return { kind: "later", error: new Error("Something else than Foldlog answers.") };
  const { error, mayPass, retryAfterMs } = await failureOf(response);
  return mayPass ? { kind: "later", error, retryAfterMs } : { kind: kindOf(error), error };
}

function kindOf({ status, problem }: Refused): "unfit" | "later" | "refused" {
  if (status === 413) return "unfit";
  if (status !== 400 && status !== 422) return "refused";
  // A proxy says so too, of anything.
  return problem ? "unfit" : "later";
}

type Result = { readonly status: string } | null;

/** What an answer says of each event. None, if it is no such answer: a network that asks for a password answers 200, too. */
async function resultsIn(response: Response): Promise<readonly Result[]> {
  try {
    const answer: { readonly results: readonly Result[] } = JSON.parse(await response.text());
    return Array.isArray(answer.results) ? answer.results : [];
  } catch {
    return [];
  }
}
