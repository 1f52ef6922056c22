import { isJsonObject, type Json, type JsonObject } from "../core/json.ts";

export interface DifferenceLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Comparing takes the product of the lines that are not equal at both ends; above it they are all told. */
const MAX_PAIRS = 4_000_000;

/** The lines of two JSON documents, and where they differ. The order of an object's members is no difference. */
export function jsonDifference(before: Json, after: Json): DifferenceLine[] {
  return lineDifference(linesOf(before), linesOf(inOrderOf(before, after)));
}

/** A shortest way from some lines to others. */
export function lineDifference(
  before: readonly string[],
  after: readonly string[],
): DifferenceLine[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [
    ...told("same", before.slice(0, start)),
    ...between(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...told("same", before.slice(before.length - end)),
  ];
}

function between(before: readonly string[], after: readonly string[]): DifferenceLine[] {
  return before.length * after.length > MAX_PAIRS
    ? [...told("removed", before), ...told("added", after)]
    : shortestWay(before, after);
}

function shortestWay(before: readonly string[], after: readonly string[]): DifferenceLine[] {
  const common = commonLengths(before, after);
  const lines: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      lines.push({ kind: "same", text: old });
      [i, j] = [i + 1, j + 1];
    } else if (common(i + 1, j) >= common(i, j + 1)) {
      lines.push({ kind: "removed", text: old ?? "" });
      i += 1;
    } else {
      lines.push({ kind: "added", text: fresh ?? "" });
      j += 1;
    }
  }
  return lines;
}

/** Of i, j: how many lines the rests from there on have in common; -1 where there is no such rest. */
function commonLengths(
  before: readonly string[],
  after: readonly string[],
): (i: number, j: number) => number {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  const common = (i: number, j: number) =>
    i > before.length || j > after.length ? -1 : (lengths[i * width + j] ?? 0);
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        before[i] === after[j]
          ? common(i + 1, j + 1) + 1
          : Math.max(common(i + 1, j), common(i, j + 1));
  return common;
}

function told(kind: DifferenceLine["kind"], lines: readonly string[]): DifferenceLine[] {
  return lines.map((text) => ({ kind, text }));
}

function linesOf(json: Json): string[] {
  return JSON.stringify(json, null, 2).split("\n");
}

/** The same value, with the members of objects in the order of another's as far as that has them. */
function inOrderOf(model: Json, value: Json): Json {
  if (Array.isArray(value)) {
    const items = Array.isArray(model) ? model : [];
    return value.map((item: Json, i) => inOrderOf(items[i] ?? null, item));
  }
  if (!isJsonObject(value)) return value;
  const members = isJsonObject(model) ? model : {};
  const names = [...Object.keys(members), ...Object.keys(value)];
  const known = [...new Set(names)].filter((name) => Object.hasOwn(value, name));
  return Object.fromEntries(known.map((name) => [name, memberIn(members, value, name)]));
}

function memberIn(model: JsonObject, value: JsonObject, name: string): Json {
  const like = Object.hasOwn(model, name) ? (model[name] ?? null) : null;
  return inOrderOf(like, value[name] ?? null);
}

/** A run of lines, or how many lines were left out. */
export type DifferencePart = readonly DifferenceLine[] | number;

/** Without the lines that are the same and far from any that is not. */
export function withoutTheSame(lines: readonly DifferenceLine[], near = 3): DifferencePart[] {
  const parts: (DifferenceLine[] | number)[] = [];
  for (const [i, line] of lines.entries()) {
    const around = lines.slice(Math.max(0, i - near), i + near + 1);
    const isShown = around.some(({ kind }) => kind !== "same");
    const last = parts.at(-1);
    if (isShown && Array.isArray(last)) last.push(line);
    else if (isShown) parts.push([line]);
    else if (typeof last === "number") parts[parts.length - 1] = last + 1;
    else parts.push(1);
  }
  return parts;
}
