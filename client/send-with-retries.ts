import type { ProblemDocument } from "../core/problem.ts";

/** A problem with the members of its kind, such as `actual` of "wrong-expected-revision". */
export type ToldProblem = ProblemDocument & Readonly<Record<string, unknown>>;

/** An answer that is no success. */
export class Refused extends Error {
  readonly status: number;
  /** Of the problem, such as "wrong-expected-revision"; "" where there is none. */
  readonly code: string;
  /** What the server told; undefined where the answer came from something else, such as a proxy. */
  readonly problem: ToldProblem | undefined;

  constructor(status: number, problem: ToldProblem | undefined) {
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
  /** After it no further try is made. The one under way may still be answered, unless `init.signal` ends it. */
  readonly stop: AbortSignal;
  /** Called before each wait. */
  readonly onRetry?: (reason: Error, waitMs: number) => void;
}

export interface Answer {
  /** As it came in JSON; undefined for 204. */
  readonly body: unknown;
  readonly headers: Headers;
}

const NO_CONTENT = 204;
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
  let cause = new Error("The request was not sent.");
  for (let attempt = 1; !options.stop.aborted; attempt += 1) {
    const answer = await send(url, init);
    if ("body" in answer) return answer;
    cause = answer.error;
    if (!answer.mayPass) throw cause;
    if (options.stop.aborted) break;
    if (attempt >= options.tries) throw cause;
    const waitMs = answer.retryAfterMs ?? backoffMs(attempt);
    options.onRetry?.(cause, waitMs);
    await pause(waitMs, options.stop);
  }
  throw new Stopped(cause.message, { cause });
}

export type Failed = {
  readonly error: Error;
  /** Whether the same request may succeed later. */
  readonly mayPass: boolean;
  readonly retryAfterMs?: number | undefined;
};

async function send(url: URL, init: RequestInit): Promise<Answer | Failed> {
  const patience = AbortSignal.timeout(TRY_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, patience]) : patience;
  try {
    const response = await fetch(url, { ...init, signal });
    if (!response.ok) return await failureOf(response);
    const body: unknown = response.status === NO_CONTENT ? undefined : await response.json();
    return { body, headers: response.headers };
  } catch (error) {
    return { error: asError(error), mayPass: true };
  }
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** What an answer that is no success means. */
export async function failureOf(response: Response): Promise<Failed & { readonly error: Refused }> {
  const { status, headers } = response;
  const error = new Refused(status, await problemIn(response));
  const mayPass = status >= 500 || status === 429 || status === 408;
  return { error, mayPass, retryAfterMs: retryAfterMs(headers.get("retry-after")) };
}

/** Only Foldlog's own problems count: a proxy's may lack what ours have. */
async function problemIn(response: Response): Promise<ToldProblem | undefined> {
  const text = await response.text();
  if (!response.headers.get("content-type")?.startsWith("application/problem+json"))
    return undefined;
  try {
    const problem: ToldProblem | null = JSON.parse(text);
    const isOurs = typeof problem?.type === "string" && typeof problem.detail === "string";
    return isOurs ? problem : undefined;
  } catch {
    return undefined;
  }
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
