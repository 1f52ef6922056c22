import { Foldlog } from "../../client/foldlog.ts";

const COMMANDS = [
  ["open", { name: "Alice", currency: "EUR" }],
  ["deposit", { amount: "1250.00" }],
  ["withdraw", { amount: "80.25" }],
  ["deposit", { amount: "19.90" }],
  ["withdraw", { amount: "412.00" }],
] as const;

/** Opens the account `alice` and moves some money. The same every time; again it adds nothing. */
export async function fillAlicesAccount(url: string): Promise<void> {
  const client = new Foldlog(url);
  for (const [i, [command, json]] of COMMANDS.entries()) {
    const headers = { "idempotency-key": `alice-${i}` };
    await client.send("POST", `/v1/commands/account/alice/${command}`, { json, headers });
  }
}
