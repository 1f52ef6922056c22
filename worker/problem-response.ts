import type { Caller } from "./access/caller.ts";
import { toldTo } from "./access/told-to.ts";
import { problem, ProblemError } from "./problem-error.ts";
import { problemTable } from "./problem-table.ts";

/** The problem document (RFC 9457) for whatever was thrown. What is no problem is logged, and told to nobody. */
export function problemResponse(error: unknown, instance: string, caller?: Caller): Response {
  if (error instanceof ProblemError) return render(error, instance, caller);
  console.error(error);
  const detail = "The request failed for a reason that is not its own.";
  return render(problem("internal-error", detail), instance);
}

function render(error: ProblemError, instance: string, caller?: Caller): Response {
  const { code, detail, errors, members } = toldTo(caller, error.problem);
  const { status, title, retryAfter } = problemTable[code];
  const document = {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    instance,
    errors,
    ...members,
    ...error.members,
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...error.headers,
  });
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  const revision = code === "wrong-expected-revision" ? members?.["actual"] : undefined;
  if (revision !== undefined) headers.set("etag", `"${revision}"`);
  return new Response(JSON.stringify(document), { status, headers });
}
