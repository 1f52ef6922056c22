import { parseJson, type Json } from "../../core/json.ts";
import type { RouteContext } from "../route.ts";
import { freshnessOf, queryView } from "../view.ts";

interface GatewayQuestion {
  readonly query: string;
  readonly params: Json;
  readonly freshness: Parameters<typeof freshnessOf>[1];
}

/** Asks the view of the gateway; `null`: the client has the answer already (304). */
export async function askGateway<Answer>(
  c: RouteContext,
  { query, params, freshness }: GatewayQuestion,
): Promise<Answer | null> {
  const question = { view: "gateway", query, params, freshness: freshnessOf(c, freshness) };
  const answer = await queryView(c, question);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each query has its own answer
  return answer === null ? null : (parseJson(answer) as unknown as Answer);
}
