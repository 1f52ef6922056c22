import { isJsonObject } from "../../core/json.ts";
import { jsonPointer } from "../../core/json-pointer.ts";
import type { FieldError } from "../../core/problem.ts";
import { PatternError } from "./pattern/syntax.ts";
import { Patterns } from "./patterns.ts";
import type { Place } from "./places.ts";

/** What is wrong with the patterns of schemas whose keywords are as they must be. */
export function patternErrors(places: readonly Place[]): readonly FieldError[] {
  const patterns = new Patterns();
  return places.flatMap(({ path, schema }) => {
    if (!isJsonObject(schema)) return [];
    const { pattern, patternProperties } = schema;
    const own = typeof pattern === "string" ? [{ source: pattern, at: ["pattern"] }] : [];
    const ofNames = isJsonObject(patternProperties) ? Object.keys(patternProperties) : [];
    const all = [
      ...own,
      ...ofNames.map((source) => ({ source, at: ["patternProperties", source] })),
    ];
    return all.flatMap(({ source, at }) => {
      const message = faultOf(source, patterns);
      return message === undefined
        ? []
        : [{ pointer: jsonPointer([...path, ...at]), keyword: at[0] ?? "", message }];
    });
  });
}

function faultOf(source: string, patterns: Patterns): string | undefined {
  try {
    patterns.of(source);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}
