import * as z from "zod";
import { parseJson, type Json } from "../core/json.ts";
import type { Outcome } from "../core/problem.ts";
import type { Freshness, ViewAnswer, ViewRpc } from "../durable/view-rpc.ts";
import { ask } from "./ask.ts";
import type { Env } from "./env.ts";
import { natural } from "./parameters.ts";
import { valueOf } from "./problem-error.ts";
import type { RouteContext } from "./route.ts";

/** Asks the view of a projection that exists. */
export function askView<Answer>(
  env: Env,
  projection: string,
  question: (view: ViewRpc) => Promise<Answer>,
): Promise<Answer> {
  return ask<ViewRpc, Answer>(() => env.VIEW.getByName(`main/${projection}`), question);
}

/** The parameters that say how new an answer must be, wherever a view is read. */
export const freshnessParameters = {
  consistency: z.enum(["eventual"], "must be eventual, or left out").optional(),
  min_position: natural.optional(),
};

/** Milliseconds, unless `Prefer: wait=s` (RFC 7240) says otherwise. */
const USUAL_WAIT_MS = 5000;
const LONGEST_WAIT_S = 25;

export function freshnessOf(
  c: RouteContext,
  query: z.infer<z.ZodObject<typeof freshnessParameters>>,
): Freshness {
  const { consistency, min_position: position } = query;
  const wait = /(?:^|[,;\s])wait=(\d{1,9})(?:$|[,;\s])/.exec(c.req.header("prefer") ?? "")?.[1];
  return {
    at: position ?? (consistency === "eventual" ? "any" : "head"),
    waitMs: wait === undefined ? USUAL_WAIT_MS : 1000 * Math.min(Number(wait), LONGEST_WAIT_S),
    known: knownTags(c.req.header("if-none-match") ?? ""),
  };
}

function knownTags(header: string): string[] {
  if (header.trim() === "*") return ["*"];
  return header.split(",").flatMap((tag) => /^\s*(?:W\/)?"(.*)"\s*$/.exec(tag)?.[1] ?? []);
}

interface Question {
  readonly view: string;
  readonly query: string;
  readonly params: Json;
  readonly freshness: Freshness;
}

/** The JSON text of a view's answer; `null` if the client has it already (304). Sets the answer's headers. */
export async function queryView(
  c: RouteContext,
  { view, query, params, freshness }: Question,
): Promise<string | null> {
  const request = { query, params: JSON.stringify(params), ...freshness };
  return takeAnswer(c, await askView(c.env, view, (one) => one.query(request)));
}

interface CheckedQuestion extends Omit<Question, "freshness"> {
  readonly freshness: Parameters<typeof freshnessOf>[1];
}

/** The same, parsed. */
export async function viewAnswer<Answer>(
  c: RouteContext,
  { freshness, ...question }: CheckedQuestion,
): Promise<Answer | null> {
  const text = await queryView(c, { ...question, freshness: freshnessOf(c, freshness) });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each query has its own answer
  return text === null ? null : (parseJson(text) as unknown as Answer);
}

/** What a view answers. Sets `Log-Position` and `ETag`, which are its own. */
export function takeAnswer<Answer>(
  c: RouteContext,
  outcome: Outcome<ViewAnswer<Answer>>,
): Answer | null {
  const { answer, position, tag } = valueOf(outcome);
  c.header("log-position", String(position));
  c.header("etag", `"${tag}"`);
  c.header("cache-control", "no-cache");
  return answer;
}
