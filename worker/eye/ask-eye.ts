import { parseJson, type Json } from "../../core/json.ts";
import type { RouteContext } from "../route.ts";
import { freshnessOf, queryView } from "../view.ts";

interface EyeQuestion {
  readonly view: "sessions" | "eye";
  readonly query: string;
  readonly params: Json;
  readonly freshness: Parameters<typeof freshnessOf>[1];
}

/** Asks a view of The Eye; `null`: the client has the answer already (304). */
export async function askEye<Answer>(
  c: RouteContext,
  { freshness, ...question }: EyeQuestion,
): Promise<Answer | null> {
  const answer = await queryView(c, { ...question, freshness: freshnessOf(c, freshness) });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each query has its own answer
  return answer === null ? null : (parseJson(answer) as unknown as Answer);
}
