import type { Json } from "../../core/json.ts";
import { TypeWriter } from "./types/type-writer.ts";

/**
 * TypeScript for the events that a JSON Schema (draft 2020-12 or 7) lets in: a module that exports a type
 * named after the event, and one for each of the schema's own parts that it refers to. It says what a type
 * can say, and `unknown` for the rest, also where it would be longer than 256 KiB.
 */
export function typesOf(name: string, schema: Json): string {
  return new TypeWriter(schema).write(name);
}
