import { env } from "cloudflare:workers";
import type { Json } from "../../core/json.ts";
import { valueOf } from "./log-harness.ts";

let ids = 0;

/** Opens accounts of these ids in the log; gives the head behind them. */
export function openAccounts(...accounts: readonly string[]): Promise<number> {
  return execute(
    accounts.map((id) => [id, { type: "open", id, name: `Ada ${id}`, currency: "EUR" }]),
  );
}

export function deposit(id: string, amount: string): Promise<number> {
  return execute([[id, { type: "deposit", id, amount }]]);
}

async function execute(commands: readonly (readonly [id: string, command: Json])[]) {
  const outcomes = await env.LOG.getByName("main").execute(
    commands.map(([account, command]) => {
      ids += 1;
      return {
        stream: `account-${account}`,
        expected: "any",
        command: JSON.stringify(command),
        source: "test",
        id: `id-${ids}`,
        occurredAt: null,
        metadata: null,
      };
    }),
  );
  return Math.max(...outcomes.map((outcome) => valueOf(outcome).position));
}
