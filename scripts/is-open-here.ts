import { existsSync, readFileSync } from "node:fs";

const VARIABLE = /^(?:--var=)?ACCESS:(.*)$/;

/** Whether wrangler dev, started with these arguments, lets everybody in. A variable that is given counts more than a file. */
export function isOpenHere(args: readonly string[]): boolean {
  const given = args.flatMap((arg) => VARIABLE.exec(arg)?.[1] ?? []).at(-1);
  return given === undefined ? isOpenByFiles(args) : given === "open";
}

function isOpenByFiles(args: readonly string[]): boolean {
  const files = args.flatMap((arg, i) => {
    const [, joined] = /^--env-file=(.*)$/.exec(arg) ?? [];
    return arg === "--env-file" ? (args[i + 1] ?? []) : (joined ?? []);
  });
  const read = files.length > 0 ? files : [".dev.vars"];
  const text = read.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : "")).join("\n");
  return /^\s*ACCESS\s*=\s*"?open"?\s*$/m.test(text);
}
