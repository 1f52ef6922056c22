import type { Problem } from "../core/problem.ts";

/** An error as the server told it. */
export class ProblemResponse extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail);
    this.status = status;
    this.problem = problem;
  }
}

export interface RetryOptions {
  /** Tries in all. */
  readonly tries: number;
  /** After it no further try is made; the one under way may still be answered. */
  readonly stop: AbortSignal;
  /** Called before each wait. */
  readonly onRetry?: (reason: Error, waitMs: number) => void;
}

const TRY_MS = 15_000;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;

/**
 * Sends a request until it is answered, and gives the body of a success. Retries what may succeed
 * later (no answer, 408, 429, 5xx), after `Retry-After` where the server sends it, else after doubling
 * waits with jitter. The request must be safe to repeat: give its events ids.
 * Throws a ProblemResponse for an answer that will not change, or the last failure.
 */
export async function sendWithRetries(
  url: URL,
  init: RequestInit,
  options: RetryOptions,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(url, { ...init, signal: AbortSignal.timeout(TRY_MS) });
    if ("body" in answer) return answer.body;
    if (!answer.mayPass || attempt === options.tries) throw answer.error;
    const waitMs = answer.retryAfterMs ?? backoffMs(attempt);
    options.onRetry?.(answer.error, waitMs);
    await pause(waitMs, options.stop);
    if (options.stop.aborted) throw answer.error;
  }
}

type Failed = {
  readonly error: Error;
  readonly mayPass: boolean;
  readonly retryAfterMs?: number | undefined;
};

async function send(url: URL, init: RequestInit): Promise<{ readonly body: unknown } | Failed> {
  try {
    const response = await fetch(url, init);
    const body: unknown = await response.json();
    return response.ok ? { body } : failed(response, body);
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)), mayPass: true };
  }
}

function failed({ status, headers }: Response, body: unknown): Failed {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every error of the server is a problem document
  const error = new ProblemResponse(status, body as Problem);
  const mayPass = status >= 500 || status === 429 || status === 408;
  return { error, mayPass, retryAfterMs: retryAfterMs(headers.get("retry-after")) };
}

/** Retry-After (RFC 9110, 10.2.3) in seconds; the form with a date is not used by Foldlog. */
function retryAfterMs(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : undefined;
}

function backoffMs(attempt: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return longest * (0.5 + Math.random() / 2);
}

/** Resolves after a time, or at once when the signal is given. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    if (signal.aborted) done();
  });
}
