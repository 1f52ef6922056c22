import { jsonEqual, type Json } from "../../../core/json.ts";
import type { Effort, Gap, SchemaKind } from "../schema-kind.ts";
import { firstOf, told } from "./gap.ts";
import { Comparison } from "./comparison.ts";
import { SchemaDocument } from "./schema-node.ts";
import { Steps, TOO_COMPLEX, TooManySteps } from "./steps.ts";

interface Means {
  /** Makes checks of parts of the schemas, by which constants are tried. */
  readonly compile: SchemaKind["compile"];
  readonly effort: Effort;
}

/**
 * Where a reader who expects events that fit `read` may be given one that fits `written` and not `read`:
 * `SchemaKind.compare` for JSON Schema, by proof. Without a gap there is no such event, but for properties
 * that open objects do not name, which are told as warnings. Where it cannot be shown there is a gap.
 * Both are admitted schemas.
 */
export function compareSchemas(
  written: Json,
  read: Json,
  { compile, effort }: Means,
): readonly Gap[] {
  if (jsonEqual(written, read)) return [];
  const steps = new Steps(effort);
  const root = (schema: Json) => new SchemaDocument(schema, (spent) => steps.spend(spent)).root;
  try {
    const comparison = Comparison.begin(compile, steps);
    const gaps = comparison.within([root(written)], root(read));
    return distinct([...gaps, ...comparison.waiting()]).map(told);
  } catch (error) {
    if (error instanceof TooManySteps) return [TOO_COMPLEX];
    throw error;
  }
}

/** Cases of one schema often have the same gap. */
function distinct(gaps: readonly Gap[]): readonly Gap[] {
  const found = new Map(gaps.map((gap) => [`${gap.rule} ${gap.pointer} ${gap.message}`, gap]));
  return firstOf([...found.values()]);
}
