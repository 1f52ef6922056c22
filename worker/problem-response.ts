import type { Problem } from "../core/problem.ts";
import { ProblemError } from "./problem-error.ts";
import { problemTable } from "./problem-table.ts";

/** The problem document (RFC 9457) for whatever was thrown. What is no problem is logged, and told to nobody. */
export function problemResponse(error: unknown, instance: string): Response {
  if (error instanceof ProblemError) return render(error.problem, instance, error.headers);
  console.error(error);
  const detail = "The request failed for a reason that is not its own.";
  return render({ code: "internal-error", detail }, instance, {});
}

function render(
  problem: Problem,
  instance: string,
  more: Readonly<Record<string, string>>,
): Response {
  const { code, detail, errors, members } = problem;
  const { status, title, retryAfter } = problemTable[code];
  const document = {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    instance,
    errors,
    ...members,
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...more,
  });
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  if (code === "wrong-expected-revision") headers.set("etag", `"${members?.["actual"]}"`);
  return new Response(JSON.stringify(document), { status, headers });
}
