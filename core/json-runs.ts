import type { Json } from "./json.ts";

/** Of one text: at three bytes a character still below the 2 MB that SQLite takes on the platform. */
const MAX_CHARS = 600_000;

/** Values as texts of JSON arrays, of MAX_CHARS at most or with one value that is longer. None for none. */
export function jsonRuns(values: readonly Json[]): string[] {
  if (values.length === 0) return [];
  const text = JSON.stringify(values);
  return text.length > MAX_CHARS ? split(values.map((value) => JSON.stringify(value))) : [text];
}

function split(texts: readonly string[]): string[] {
  const arrays: string[] = [];
  let run: string[] = [];
  let chars = 0;
  for (const text of texts) {
    if (run.length > 0 && chars + text.length > MAX_CHARS) {
      arrays.push(`[${run.join()}]`);
      [run, chars] = [[], 0];
    }
    run.push(text);
    chars += text.length + 1;
  }
  return [...arrays, `[${run.join()}]`];
}
