import { problem, ProblemError } from "./problem-error.ts";
import { problemTable } from "./problem-table.ts";

/** The problem document (RFC 9457) for whatever was thrown. What is no problem is logged, and told to nobody. */
export function problemResponse(error: unknown, instance: string): Response {
  if (error instanceof ProblemError) return render(error, instance);
  console.error(error);
  const detail = "The request failed for a reason that is not its own.";
  return render(problem("internal-error", detail), instance);
}

function render(error: ProblemError, instance: string): Response {
  const { code, detail, errors, members } = error.problem;
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
  if (code === "wrong-expected-revision") headers.set("etag", `"${members?.["actual"]}"`);
  return new Response(JSON.stringify(document), { status, headers });
}
