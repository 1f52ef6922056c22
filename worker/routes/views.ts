import * as z from "zod";
import { parseJson, type Json } from "../../core/json.ts";
import type { Key } from "../../core/key.ts";
import { MAX_PAGE_EVENTS } from "../../core/limits.ts";
import { WHOLE_LOG } from "../../core/scope.ts";
import type { DeadLetter, Verdict, ViewStatus } from "../../durable/view-rpc.ts";
import { projections } from "../../systems/index.ts";
import { viewInPath } from "../access/parts.ts";
import { ADMIN_ONLY, reads } from "../access/route-access.ts";
import { checkedQuery, refuseParameters } from "../checked.ts";
import { nextLink } from "../list-response.ts";
import { limit, natural, naturalOf } from "../parameters.ts";
import { problem, valueOf } from "../problem-error.ts";
import type { Route, RouteContext } from "../route.ts";
import { askView, freshnessOf, freshnessParameters, takeAnswer } from "../view.ts";

const VIEW = "/v1/views/:view";

export const viewRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/views", access: reads([WHOLE_LOG]), run: listViews },
  { method: "GET", path: VIEW, access: reads(viewInPath), run: readView },
  { method: "DELETE", path: VIEW, access: ADMIN_ONLY, run: destroyView },
  { method: "POST", path: `${VIEW}/rebuild`, access: ADMIN_ONLY, run: rebuildView },
  { method: "POST", path: `${VIEW}/verify`, access: reads(viewInPath), run: verifyView },
  { method: "GET", path: `${VIEW}/rows`, access: reads(viewInPath), run: readRows },
  { method: "GET", path: `${VIEW}/dead-letters`, access: reads(viewInPath), run: listDeadLetters },
  {
    method: "POST",
    path: `${VIEW}/dead-letters/retry`,
    access: ADMIN_ONLY,
    run: (c) => retry(c, "all"),
  },
  {
    method: "POST",
    path: `${VIEW}/dead-letters/:position/retry`,
    access: ADMIN_ONLY,
    run: (c) => retry(c, naturalOf(c, "position")),
  },
];

export type ViewsAnswer = { readonly views: readonly ViewStatus[] };

async function listViews(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const views = await Promise.all(
    projections.map(({ name }) => askView(c.env, name, (view) => view.status())),
  );
  const answer: ViewsAnswer = { views };
  return c.json(answer, 200, { "cache-control": "no-store" });
}

async function readView(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const status = await askView(c.env, viewOf(c), (view) => view.status());
  return c.json(status, 200, { "cache-control": "no-store" });
}

async function destroyView(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  await askView(c.env, viewOf(c), (view) => view.destroy());
  return c.body(null, 204);
}

async function rebuildView(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const name = viewOf(c);
  const status = await askView(c.env, name, (view) => view.rebuild());
  return c.json(status, 202, { location: `/v1/views/${name}` });
}

export type VerdictAnswer = Omit<Verdict, "differences"> & {
  /** The first ones, in the order of their keys; `null` for a row that is not there. */
  readonly differences: readonly {
    readonly key: Key;
    readonly expected: Json;
    readonly found: Json;
  }[];
};

async function verifyView(c: RouteContext): Promise<Response> {
  refuseParameters(c);
  const verdict = valueOf(await askView(c.env, viewOf(c), (view) => view.verify()));
  const { differences: texts, ...rest } = verdict;
  const differences = texts.map((text) => parseJson(text));
  return c.json({ ...rest, differences }, 200, { "log-position": String(rest.position) });
}

/** A JSON array of a key's first elements. */
const keyArray = z.string().transform((text, context) => {
  const key = parseKey(text);
  if (key !== undefined) return JSON.stringify(key);
  context.addIssue('must be a JSON array of strings and integers, such as ["order","o-1"]');
  return z.NEVER;
});

/** The same, or the first element by itself. */
const keyBeginning = z
  .string()
  .transform((text) => (/^(\[|$)/.test(text) ? text || "[]" : JSON.stringify([text])))
  .pipe(keyArray);

export type RowsAnswer = { readonly rows: readonly { readonly key: Key; readonly row: Json }[] };

const rowsQuery = z.strictObject({
  prefix: keyBeginning.default("[]"),
  after: keyArray.optional(),
  limit: limit.default(100),
  ...freshnessParameters,
});

async function readRows(c: RouteContext): Promise<Response> {
  const name = viewOf(c);
  const { prefix, after = null, limit: most, ...query } = checkedQuery(c, rowsQuery);
  const request = { prefix, after, limit: most, ...freshnessOf(c, query) };
  const page = takeAnswer(c, await askView(c.env, name, (view) => view.rows(request)));
  if (page === null) return c.body(null, 304);
  if (page.next !== null) c.header("link", nextLink(c.req.url, "after", page.next));
  return c.body(`{"rows":[${page.text}]}`, 200, { "content-type": "application/json" });
}

export type DeadLettersAnswer = { readonly deadLetters: readonly DeadLetter[] };

const lettersQuery = z.strictObject({
  after: natural.default(0),
  limit: limit.default(MAX_PAGE_EVENTS),
});

async function listDeadLetters(c: RouteContext): Promise<Response> {
  const request = checkedQuery(c, lettersQuery);
  const deadLetters = await askView(c.env, viewOf(c), (view) => view.deadLetters(request));
  const answer: DeadLettersAnswer = { deadLetters };
  const last = deadLetters.at(-1);
  if (last && deadLetters.length === request.limit)
    c.header("link", nextLink(c.req.url, "after", last.position));
  return c.json(answer, 200, { "cache-control": "no-store" });
}

async function retry(c: RouteContext, which: number | "all"): Promise<Response> {
  refuseParameters(c);
  return c.json(valueOf(await askView(c.env, viewOf(c), (view) => view.retry(which))), 202);
}

/** The view in the path. Throws `view-not-found`. */
function viewOf(c: RouteContext): string {
  const name = c.req.param("view") ?? "";
  const names = projections.map((projection) => projection.name);
  if (names.includes(name)) return name;
  throw problem("view-not-found", `There is no view "${name}". There are: ${names.join(", ")}.`);
}

function parseKey(text: string): Json | undefined {
  try {
    const key = parseJson(text);
    return Array.isArray(key) && key.every(isElement) ? key : undefined;
  } catch {
    return undefined;
  }
}

function isElement(element: Json): boolean {
  return typeof element === "string" || Number.isSafeInteger(element);
}
