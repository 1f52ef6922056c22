import { existsSync, readFileSync } from "node:fs";
import { givenAccess } from "./given-access.ts";
import { optionValues } from "./option-values.ts";

/** Whether wrangler dev, started with these arguments, lets everybody in. A variable that is given counts more than a file. */
export function isOpenHere(args: readonly string[]): boolean {
  const given = givenAccess(args);
  return given === undefined ? isOpenByFiles(args) : given === "open";
}

function isOpenByFiles(args: readonly string[]): boolean {
  const files = optionValues(args, ["env-file", "envFile"]);
  const read = files.length > 0 ? files : [".dev.vars"];
  const text = read.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : "")).join("\n");
  return /^\s*ACCESS\s*=\s*"?open"?\s*$/m.test(text);
}
