// npm run json-schema-suite -- FOLDER: the official suite (a checkout of json-schema-org/JSON-Schema-Test-Suite)
// by draft. Exits with 1 if a verdict on a required test is wrong.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runSuite, type Result } from "./run-suite.ts";

const DRAFTS = [
  ["draft2020-12", "https://json-schema.org/draft/2020-12/schema"],
  ["draft7", "http://json-schema.org/draft-07/schema#"],
] as const;

const [folder = ""] = process.argv.slice(2);
if (!existsSync(join(folder, "tests", "draft2020-12"))) {
  console.error("Usage: npm run json-schema-suite -- FOLDER (a checkout of the official suite)");
  process.exit(2);
}

const results = DRAFTS.flatMap(([name, $schema]) => [
  { name, isRequired: true, ...runSuite(join(folder, "tests", name), $schema) },
  {
    name: `${name}, optional`,
    isRequired: false,
    ...runSuite(join(folder, "tests", name, "optional"), $schema),
  },
]);
console.log(row("", ["right", "wrong", "refused"]));
for (const result of results) print(result.name, result);
process.exit(results.some(({ isRequired, wrong }) => isRequired && wrong.length > 0) ? 1 : 0);

function print(name: string, { right, wrong, refused }: Result): void {
  const all = [...refused.values()].reduce((sum, count) => sum + count, 0);
  console.log(row(name, [right, wrong.length, all]));
  for (const mistake of wrong) console.log(`  wrong: ${mistake}`);
  for (const [keyword, count] of refused) console.log(`  refused for ${keyword}: ${count}`);
}

function row(name: string, columns: readonly (string | number)[]): string {
  return name.padEnd(24) + columns.map((column) => String(column).padStart(10)).join("");
}
