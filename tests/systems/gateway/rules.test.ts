import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RULES } from "../../../systems/gateway/compatibility/rules.ts";

describe("docs/compatibility.md", () => {
  const text = readFileSync("docs/compatibility.md", "utf8");
  const rows = [...text.matchAll(/^\| `([a-z-]+)` +\| (.*?) +\|$/gm)];

  it("tells what each rule means, and of no other", () => {
    expect(Object.fromEntries(rows.map(([, rule, meaning]) => [rule, meaning]))).toEqual(RULES);
  });
});
