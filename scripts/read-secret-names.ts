import { existsSync, readFileSync, statSync } from "node:fs";

/** The names that a file of secrets sets, as JSON or in lines; `undefined`: it is no such file. */
export function readSecretNames(file: string): string[] | undefined {
  if (!existsSync(file) || !statSync(file).isFile()) return undefined;
  const text = readFileSync(file, "utf8");
  if (text.trimStart().startsWith("{")) return namesInJson(text);
  const lines = text.matchAll(/^\s*(?:export\s+)?([\w.-]+)\s*[=:]/gm);
  return Array.from(lines, ([, name = ""]) => name);
}

function namesInJson(text: string): string[] | undefined {
  try {
    const secrets: object = JSON.parse(text);
    return Object.keys(secrets);
  } catch {
    return undefined;
  }
}
