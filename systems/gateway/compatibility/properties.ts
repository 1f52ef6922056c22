import { evaluators } from "./evaluation.ts";
import type { Proof } from "./proof.ts";
import {
  type SchemaNode,
  NEVER,
  isNever,
  keysOf,
  stringsOf,
  subschema,
  valueAt,
} from "./schema-node.ts";
import { least, most } from "./sizes.ts";
import { type Written, fitting } from "./written.ts";

/** What the value of a property fits. It is `NEVER` where the property cannot be written. */
export function propertyAt(written: Written, name: string, proof: Proof): readonly SchemaNode[] {
  const isRefused = written.parts.some((part) => {
    const names = subschema(part, "propertyNames");
    return names !== undefined && proof.takes(names, name) === false;
  });
  if (isRefused) return [NEVER];
  return written.parts.flatMap((part) => {
    const own = namedAt(part, name, proof);
    const rest = own.length === 0 ? subschema(part, "additionalProperties") : undefined;
    return [...own, ...(rest ? [rest] : []), ...unevaluatedAt({ written, part, name }, proof)];
  });
}

/** What the schema asks of a property by its name or by a pattern. */
export function namedAt(node: SchemaNode, name: string, proof: Proof): readonly SchemaNode[] {
  const patterns = patternsOf(node).filter((pattern) => proof.matches(pattern, name));
  const found = patterns.map((pattern) => subschema(node, "patternProperties", pattern));
  return [subschema(node, "properties", name), ...found].filter((each) => each !== undefined);
}

export function patternsOf(node: SchemaNode): readonly string[] {
  return keysOf(node, "patternProperties");
}

const knownNames = new WeakMap<Written, ReadonlySet<string>>();

/** Names that are spoken of in what is written. */
export function namesIn(written: Written): ReadonlySet<string> {
  const known = knownNames.get(written);
  if (known) return known;
  const named = written.parts.flatMap((part) => keysOf(part, "properties"));
  const names = new Set([...named, ...required(written)]);
  knownNames.set(written, names);
  return names;
}

/** Properties that are always written. */
export function required({ parts }: Written): ReadonlySet<string> {
  const names = new Set(parts.flatMap((part) => stringsOf(part.keywords["required"])));
  for (const name of names)
    for (const part of parts) {
      const others = valueAt(part.keywords, ["dependentRequired", name]);
      for (const other of stringsOf(others)) names.add(other);
    }
  return names;
}

/**
 * What the value of any other property fits, one that is not in `namesIn`: where its name matches a pattern,
 * or, without one, where it matches none.
 */
export function otherProperties(written: Written, pattern?: string): readonly SchemaNode[] {
  return written.parts.flatMap((part) => {
    const patterns = patternsOf(part);
    const isFree = pattern === undefined || patterns.length === 0;
    const keyword = isFree ? ["additionalProperties"] : ["patternProperties", pattern];
    return [
      subschema(part, ...keyword) ?? [],
      isFree ? otherUnevaluated({ written, part, pattern }) : [],
    ].flat();
  });
}

/** The names that can be written at all, where `propertyNames` lists them. */
export function listedNames(written: Written, proof: Proof): readonly string[] | undefined {
  const nodes = nameSchemas(written);
  const names = nodes.length > 0 ? proof.constants(fitting(nodes)) : undefined;
  return names?.filter((name) => typeof name === "string");
}

/** What the names of properties fit. */
export function nameSchemas({ parts }: Written): readonly SchemaNode[] {
  return parts.flatMap((part) => subschema(part, "propertyNames") ?? []);
}

export function fewestProperties(written: Written): number {
  return Math.max(least(written, "minProperties"), required(written).size);
}

export function mostProperties(written: Written): number {
  const closed = written.parts.filter((part) => {
    const rest = subschema(part, "additionalProperties");
    return rest !== undefined && isNever(rest) && patternsOf(part).length === 0;
  });
  const counts = closed.map((part) => keysOf(part, "properties").length);
  return Math.min(most(written, "maxProperties"), ...counts);
}

interface Named {
  readonly written: Written;
  readonly part: SchemaNode;
  readonly name: string;
}

function unevaluatedAt({ written, part, name }: Named, proof: Proof): readonly SchemaNode[] {
  const unevaluated = subschema(part, "unevaluatedProperties");
  const others = unevaluated ? evaluators(part, written) : undefined;
  if (!unevaluated || !others) return [];
  const mayBeEvaluated = others.some(
    (node) => evaluatesAll(node, part) || namedAt(node, name, proof).length > 0,
  );
  return mayBeEvaluated ? [] : [unevaluated];
}

interface Unnamed {
  readonly written: Written;
  readonly part: SchemaNode;
  readonly pattern: string | undefined;
}

/** The same of names that are not spoken of. */
function otherUnevaluated({ written, part, pattern }: Unnamed): readonly SchemaNode[] {
  const unevaluated = subschema(part, "unevaluatedProperties");
  const others = unevaluated ? evaluators(part, written) : undefined;
  if (!unevaluated || !others) return [];
  const unmatched = new Set(pattern === undefined ? written.parts.flatMap(patternsOf) : []);
  const mayBeEvaluated = others.some(
    (node) =>
      evaluatesAll(node, part) ||
      patternsOf(node).some((each) => !unmatched.has(each)) ||
      keysOf(node, "properties").some((name) => !namesIn(written).has(name)),
  );
  return mayBeEvaluated ? [] : [unevaluated];
}

function evaluatesAll(node: SchemaNode, but: SchemaNode): boolean {
  const keywords = node === but ? [] : ["unevaluatedProperties"];
  return ["additionalProperties", ...keywords].some((keyword) => subschema(node, keyword));
}
