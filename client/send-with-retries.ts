import type { ProblemDocument } from "../core/problem.ts";

/** An answer that is no success. */
export class Refused extends Error {
  readonly status: number;
  /** Of the problem, such as "wrong-expected-revision"; "" where there is none. */
  readonly code: string;
  /** What the server told; undefined where the answer came from something else, such as a proxy. */
  readonly problem: ProblemDocument | undefined;

  constructor(status: number, problem: ProblemDocument | undefined) {
    super(problem?.detail ?? `The answer has the status ${status} and no explanation.`);
    this.status = status;
    this.problem = problem;
    this.code = problem?.type.replace("/problems/", "") ?? "";
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

export interface Answer {
  /** As it came in JSON. */
  readonly body: unknown;
  readonly headers: Headers;
}

const TRY_MS = 15_000;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;
const LONGEST_RETRY_AFTER_MS = 60_000;

/**
 * Sends a request until it is answered, and gives what a success says. Retries what may succeed
 * later (no answer, 408, 429, 5xx), after `Retry-After` where the server sends it, else after doubling
 * waits with jitter. The request must be safe to repeat: give its events ids.
 * Throws Refused for an answer that will not change, Stopped, or what the last try failed with.
 */
export async function sendWithRetries(
  url: URL,
  init: RequestInit,
  options: RetryOptions,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(url, { ...init, signal: AbortSignal.timeout(TRY_MS) });
    if ("body" in answer) return answer;
    if (!answer.mayPass || attempt === options.tries) throw answer.error;
    const waitMs = answer.retryAfterMs ?? backoffMs(attempt);
    options.onRetry?.(answer.error, waitMs);
    await pause(waitMs, options.stop);
    if (options.stop.aborted) throw new Stopped(answer.error.message, { cause: answer.error });
  }
}

export type Failed = {
  readonly error: Error;
  /** Whether the same request may succeed later. */
  readonly mayPass: boolean;
  readonly retryAfterMs?: number | undefined;
};

async function send(url: URL, init: RequestInit): Promise<Answer | Failed> {
  try {
    const response = await fetch(url, init);
    if (response.ok) return { body: await response.json(), headers: response.headers };
    return await failureOf(response);
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)), mayPass: true };
  }
}

/** What an answer that is no success means. */
export async function failureOf(response: Response): Promise<Failed> {
  const { status, headers } = response;
  const error = new Refused(status, await problemIn(response));
  const mayPass = status >= 500 || status === 429 || status === 408;
  return { error, mayPass, retryAfterMs: retryAfterMs(headers.get("retry-after")) };
}

async function problemIn(response: Response): Promise<ProblemDocument | undefined> {
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/problem+json")) return undefined;
  const problem: ProblemDocument = JSON.parse(text);
  return problem;
}

/** Retry-After (RFC 9110, 10.2.3) in seconds, at most a minute; the form with a date is not used by Foldlog. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null || !/^\d{1,9}$/.test(header)) return undefined;
  return Math.min(Number(header) * 1000, LONGEST_RETRY_AFTER_MS);
}

/** A wait before another try, with jitter: half of it to all of it, doubling from 200 ms up to `longestMs`. */
export function backoffMs(attempt: number, longestMs = LONGEST_WAIT_MS): number {
  const longest = Math.min(longestMs, FIRST_WAIT_MS * 2 ** (attempt - 1));
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
