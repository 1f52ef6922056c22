import { isJsonObject } from "../../core/json.ts";
import { jsonPointer } from "../../core/json-pointer.ts";
import type { FieldError } from "../../core/problem.ts";
import type { Draft } from "./draft.ts";
import { isOfOtherDraft, keywordOf } from "./keywords.ts";
import { MAX_ERRORS } from "./limits.ts";
import type { Place } from "./places.ts";
import { hasRule } from "./rules.ts";

/** Keywords that ask for nothing, though an author may think so: each once, where it first stands. */
export function warningsOf(places: readonly Place[], draft: Draft): readonly FieldError[] {
  const warnings = new Map<string, FieldError>();
  for (const { path, keyword, message } of ignored(places, draft)) {
    if (warnings.size === MAX_ERRORS) break;
    const key = `${keyword} ${message}`;
    if (!warnings.has(key))
      warnings.set(key, { pointer: jsonPointer([...path, keyword]), keyword, message });
  }
  return [...warnings.values()];
}

interface Ignored {
  /** Of the schema. */
  readonly path: readonly string[];
  readonly keyword: string;
  readonly message: string;
}

function* ignored(places: readonly Place[], draft: Draft): Iterable<Ignored> {
  for (const { path, schema } of places) {
    if (!isJsonObject(schema)) continue;
    const reason = draft === "7" && Object.hasOwn(schema, "$ref") ? besideReference : unknown;
    for (const keyword of Object.keys(schema)) {
      const message = reason(keyword, draft);
      if (message !== undefined) yield { path, keyword, message };
    }
  }
}

function besideReference(keyword: string): string | undefined {
  if (keyword === "$ref" || !hasRule("7", keyword)) return undefined;
  return "is ignored: in draft 7, nothing beside $ref counts";
}

function unknown(keyword: string, draft: Draft): string | undefined {
  if (keyword.startsWith("x-") || keywordOf(draft, keyword)) return undefined;
  if (isOfOtherDraft(draft, keyword))
    return "is ignored: it is of draft 2020-12, and this is draft 7";
  return "is ignored: it is no keyword of JSON Schema";
}
