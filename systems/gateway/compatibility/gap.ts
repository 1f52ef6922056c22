import type { Json } from "../../../core/json.ts";
import { jsonPointer } from "../../../core/json-pointer.ts";
import type { Gap } from "../schema-kind.ts";
import type { Rule } from "./rules.ts";
import { type Path, type SchemaNode, placeOf, valueAt } from "./schema-node.ts";
import type { Written } from "./written.ts";

/** A longer text of a value is cut. */
const MAX_CHARS = 500;

/** More gaps of one place are not told. */
const MAX_GAPS = 100;

/** Where a part of `read` and what is written are compared: at a keyword, or within it. */
export interface Place {
  readonly written: Written;
  readonly read: SchemaNode;
  readonly at: Path;
}

export function gap(rule: Rule, { written, read, at }: Place, message: string): Gap {
  const values = written.parts.map((part) => valueAt(part.keywords, at));
  return {
    rule,
    pointer: jsonPointer(placeOf(read, at)),
    written: values.find((value) => value !== undefined) ?? null,
    read: (at.length > 0 ? valueAt(read.keywords, at) : read.value) ?? null,
    message,
  };
}

/** A value as a message quotes it. */
export function quoted(value: Json): string {
  return cut(JSON.stringify(value), 80);
}

/** As it is told: of a long value the beginning of its text. */
export function told(found: Gap): Gap {
  return { ...found, written: shortened(found.written), read: shortened(found.read) };
}

function shortened(value: Json): Json {
  const text = JSON.stringify(value);
  return text.length > MAX_CHARS ? cut(text, MAX_CHARS) : value;
}

function cut(text: string, chars: number): string {
  return text.length > chars ? `${text.slice(0, chars).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}

/** Gaps that stop the reader. */
export function hard(gaps: readonly Gap[]): boolean {
  return gaps.some((each) => each.isWarning !== true);
}

/** Each once, at most 100; those that stop the reader come first. */
export function firstOf(gaps: readonly Gap[]): readonly Gap[] {
  if (gaps.length <= 1) return gaps;
  const distinct = [...new Set(gaps)];
  const stopping = distinct.filter((each) => !each.isWarning);
  return [...stopping, ...distinct.filter((each) => each.isWarning)].slice(0, MAX_GAPS);
}
