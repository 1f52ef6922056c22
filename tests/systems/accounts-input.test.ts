import { describe, expect, it } from "vitest";
import type { Json } from "../../core/json.ts";
import type { Outcome } from "../../core/problem.ts";
import { accountCommands, type AccountCommand } from "../../systems/accounts/commands.ts";

const id = "1";

/** What is wrong, each as its pointer and keyword; the command if nothing is. */
function verdict(outcome: Outcome<AccountCommand>): AccountCommand | readonly string[] {
  if (outcome.ok) return outcome.value;
  expect(outcome.problem.code).toBe("invalid-body");
  return (outcome.problem.errors ?? []).map(({ pointer, keyword }) => `${pointer} ${keyword}`);
}

describe("the input of a command", () => {
  it("is read as the command", () => {
    const sent = { name: "Ada", currency: "EUR" };
    expect(verdict(accountCommands.open(sent, id))).toEqual({ type: "open", id, ...sent });
    expect(verdict(accountCommands.deposit({ amount: "1.5" }, id))).toEqual({
      type: "deposit",
      id,
      amount: "1.5",
    });
    expect(verdict(accountCommands.withdraw({ amount: "-2" }, id))).toEqual({
      type: "withdraw",
      id,
      amount: "-2",
    });
    expect(verdict(accountCommands.close({}, id))).toEqual({ type: "close", id });
  });

  it.each<[name: Json, good: boolean]>([
    ["x".repeat(100), true],
    ["😀".repeat(100), true],
    [" a", true],
    ["x".repeat(101), false],
    ["", false],
    [" \t\n ", false],
    [1, false],
    [null, false],
  ])("of open has a name, such as %j: %s", (name, good) => {
    const outcome = accountCommands.open({ name, currency: "EUR" }, id);
    expect(outcome.ok ? [] : verdict(outcome)).toEqual(good ? [] : ["/name pattern"]);
  });

  it.each(["eur", "EURO", "XXX", "", "__proto__", 978, null])(
    "of open has a currency, not %j",
    (currency) => {
      const outcome = accountCommands.open({ name: "Ada", currency }, id);
      expect(verdict(outcome)).toEqual(["/currency enum"]);
    },
  );

  it.each<Json>([1, 1.5, "", "1e3", "1,5", " 1", "1.", ".5", "+1", "0x1", "١", "1\n", null, ["1"]])(
    "of deposit and withdraw has an amount, not %j",
    (amount) => {
      expect(verdict(accountCommands.deposit({ amount }, id))).toEqual(["/amount pattern"]);
      expect(verdict(accountCommands.withdraw({ amount }, id))).toEqual(["/amount pattern"]);
    },
  );

  it("says of an amount that is a number to send text", () => {
    const outcome = accountCommands.deposit({ amount: 12.5 }, id);
    expect(outcome.ok ? "" : outcome.problem.detail).toMatch(/string, not a number/);
  });

  it("has all its members and no other", () => {
    expect(verdict(accountCommands.open({}, id))).toEqual(["/name required", "/currency required"]);
    expect(verdict(accountCommands.deposit({ amount: "1", "a/~b": 1 }, id))).toEqual([
      "/a~1~0b additionalProperties",
    ]);
    expect(verdict(accountCommands.close({ amount: "1" }, id))).toEqual([
      "/amount additionalProperties",
    ]);
    expect(verdict(accountCommands.close({ toString: 1 }, id))).toEqual([
      "/toString additionalProperties",
    ]);
    expect(verdict(accountCommands.close([], id))).toEqual([" type"]);
    expect(verdict(accountCommands.close(null, id))).toEqual([" type"]);
  });
});
