import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** The names of all systems, in the singular. */
const names = new Set(
  readdirSync("systems", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name.replace(/s$/, "")),
);

/** Which of them a line of code has as a word, or as a part of a name. SQL has a word of its own for order. */
function namesIn(line: string): string[] {
  const words = line.replaceAll("ORDER BY", "").match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  return words.filter((word) => names.has(word.toLowerCase().replace(/s$/, "")));
}

const files = ["core", "durable"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name)),
);

describe("core and durable", () => {
  it("are asked about systems that there are", () => {
    expect(files.length).toBeGreaterThan(30);
    expect(namesIn("const a = readAccounts(COUNTER_STREAM)")).toEqual(["Accounts", "COUNTER"]);
  });

  it.each(files)("in %s name no system", (file) => {
    const code = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line));
    expect(code.filter((line) => namesIn(line).length > 0)).toEqual([]);
  });
});
