import type { ProblemDocument } from "../core/problem.ts";

/** An answer that is no success. */
export class Refused extends Error {
  readonly status: number;
  /** What the server told; undefined where the answer came from something else, such as a proxy. */
  readonly problem: ProblemDocument | undefined;

  constructor(status: number, problem: ProblemDocument | undefined) {
    super(problem?.detail ?? `The answer has the status ${status} and no explanation.`);
    this.status = status;
    this.problem = problem;
  }
}

/** The request was given up, since its sender was stopped. */
export class Stopped extends Error {}

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
const LONGEST_RETRY_AFTER_MS = 60_000;

/**
 * Sends a request until it is answered, and gives the body of a success. Retries what may succeed
 * later (no answer, 408, 429, 5xx), after `Retry-After` where the server sends it, else after doubling
 * waits with jitter. The request must be safe to repeat: give its events ids.
 * Throws Refused for an answer that will not change, Stopped, or what the last try failed with.
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
    if (options.stop.aborted) throw new Stopped(answer.error.message, { cause: answer.error });
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
    if (response.ok) return { body: await response.json() };
    return failed(response, await problemIn(response));
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)), mayPass: true };
  }
}

async function problemIn(response: Response): Promise<ProblemDocument | undefined> {
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/problem+json")) return undefined;
  const problem: ProblemDocument = JSON.parse(text);
  return problem;
}

function failed({ status, headers }: Response, problem: ProblemDocument | undefined): Failed {
  const mayPass = status >= 500 || status === 429 || status === 408;
  const error = new Refused(status, problem);
  return { error, mayPass, retryAfterMs: retryAfterMs(headers.get("retry-after")) };
}

/** Retry-After (RFC 9110, 10.2.3) in seconds, at most a minute; the form with a date is not used by Foldlog. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null || !/^\d{1,9}$/.test(header)) return undefined;
  return Math.min(Number(header) * 1000, LONGEST_RETRY_AFTER_MS);
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
