import { html } from "hono/html";
import type { ProblemCode } from "../../core/problem.ts";
import { accepted } from "../accept.ts";
import { refuseParameters } from "../checked.ts";
import { problem } from "../problem-error.ts";
import { problemTable } from "../problem-table.ts";
import type { Route, RouteContext } from "../route.ts";

/** What each problem means and what to do: the pages to which their `type` leads. */
export const problemRoutes: readonly Route[] = [
  { method: "GET", path: "/problems", access: "public", run: listProblems },
  { method: "GET", path: "/problems/:code", access: "public", run: explainProblem },
];

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table has these keys and no others
const codes = Object.keys(problemTable) as ProblemCode[];

function listProblems(c: RouteContext): Response | Promise<Response> {
  refuseParameters(c);
  if (accepted(c, ["application/json", "text/html"]) === "application/json")
    return c.json({ problems: codes.map(explain) }, 200, { vary: "Accept" });
  const rows = codes.map((code) => {
    const { status, title } = problemTable[code];
    return html`<li><a href="/problems/${code}">${title}</a> <code>${status} ${code}</code></li>`;
  });
  return page(
    c,
    "Problems",
    html`<ul>
      ${rows}
    </ul>`,
  );
}

function explainProblem(c: RouteContext): Response | Promise<Response> {
  refuseParameters(c);
  const code = codes.find((known) => known === c.req.param("code"));
  if (code === undefined)
    throw problem("not-found", "There is no problem of this name; GET /problems lists them.");
  const { status, title, help } = problemTable[code];
  if (accepted(c, ["application/json", "text/html"]) === "application/json")
    return c.json(explain(code), 200, { vary: "Accept" });
  const body = html`<p><code>${status} ${code}</code></p>
    <p>${help}</p>
    <p><a href="/problems">All problems</a></p>`;
  return page(c, title, body);
}

function explain(code: ProblemCode) {
  const { status, title, help } = problemTable[code];
  return { code, type: `/problems/${code}`, status, title, help };
}

function page(c: RouteContext, title: string, body: unknown): Response | Promise<Response> {
  c.header("vary", "Accept");
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Foldlog</title>
        <h1>${title}</h1>
        ${body}
      </html>`,
  );
}
