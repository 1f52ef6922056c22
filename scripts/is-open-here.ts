import { existsSync, readFileSync } from "node:fs";

/** Whether wrangler dev, started with these arguments, lets everybody in. */
export function isOpenHere(args: readonly string[]): boolean {
  const files = args.flatMap((arg, i) => {
    const [, joined] = /^--env-file=(.*)$/.exec(arg) ?? [];
    return arg === "--env-file" ? (args[i + 1] ?? []) : (joined ?? []);
  });
  const read = files.length > 0 ? files : [".dev.vars"];
  const text = read.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : "")).join("\n");
  return /^\s*ACCESS\s*=\s*"?open"?\s*$/m.test(text);
}
