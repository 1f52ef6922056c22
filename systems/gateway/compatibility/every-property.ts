import type { Gap } from "../schema-kind.ts";
import { type Place, gap, hard, quoted } from "./gap.ts";
import type { Proof } from "./proof.ts";
import { namesIn, otherProperties, patternsOf, propertyAt, listedNames } from "./properties.ts";
import { type SchemaNode, isAlways, isNever, subschema } from "./schema-node.ts";
import { isUnknown } from "./open-property.ts";

/** What is asked of properties, by their names. */
export interface Asked {
  /** Those that are spoken of. */
  readonly names: readonly string[];
  readonly patterns: readonly string[];
  of(name: string): readonly SchemaNode[];
  /** What is asked of a name that matches a pattern and is not spoken of. */
  ofPattern(pattern: string): SchemaNode | undefined;
  /** What is asked of names that match no pattern and are not spoken of. */
  readonly rest: SchemaNode | undefined;
}

/** Where a property may be written that is not what is asked of it. `at` is the keyword for the rest. */
export function everyProperty(place: Place, asked: Asked, proof: Proof): readonly Gap[] {
  const { written } = place;
  if (!written.types.has("object")) return [];
  const listed = listedNames(written, proof);
  const spokenOf = new Set([...asked.names, ...namesIn(written), ...(listed ?? [])]);
  const gaps = [...spokenOf].flatMap((name) =>
    asked.of(name).flatMap((node) => property(place, { name, node }, proof)),
  );
  return listed ? gaps : [...gaps, ...others(place, asked, proof)];
}

interface Property {
  readonly name: string;
  readonly node: SchemaNode;
}

function property(place: Place, { name, node }: Property, proof: Proof): readonly Gap[] {
  if (isAlways(node)) return [];
  const values = propertyAt(place.written, name, proof);
  if (isNever(node)) return proof.isEmptyWithin(values) ? [] : [removed(place, name)];
  const gaps = proof.within(values, node);
  if (!hard(gaps) || !values.every(isAlways) || !isUnknown(place, { name, node })) return gaps;
  const message = `${quoted(name)} may be written in any form by those who do not know it`;
  const warning = gap("open-property", { ...place, at: ["properties", name] }, message);
  return [proof.isStrict ? warning : { ...warning, isWarning: true }];
}

function removed(place: Place, name: string): Gap {
  const message = `${quoted(name)} may be written, which the reader refuses`;
  const at = ["properties", name];
  const part = place.written.parts.find((each) => subschema(each, ...at));
  if (!part || subschema(place.read, ...at)) return gap("property-removed", place, message);
  return { ...gap("property-removed", { ...place, read: part, at }, message), read: null };
}

function others(place: Place, asked: Asked, proof: Proof): readonly Gap[] {
  const { written } = place;
  const gaps = asked.patterns.flatMap((pattern) => {
    const node = asked.ofPattern(pattern);
    return node ? rest(place, { values: otherProperties(written, pattern), node }, proof) : [];
  });
  const node = asked.rest;
  if (!node || isAlways(node)) return gaps;
  const patterns = new Set(written.parts.flatMap(patternsOf));
  const unasked = [undefined, ...patterns].filter(
    (pattern) => !pattern || !asked.patterns.includes(pattern),
  );
  return [
    ...gaps,
    ...unasked.flatMap((pattern) =>
      rest(place, { values: otherProperties(written, pattern), node }, proof),
    ),
  ];
}

interface Rest {
  readonly values: readonly SchemaNode[];
  readonly node: SchemaNode;
}

function rest(place: Place, { values, node }: Rest, proof: Proof): readonly Gap[] {
  if (!isNever(node)) return proof.within(values, node);
  if (proof.isEmptyWithin(values)) return [];
  const message = "properties may be written that the reader does not name";
  return [gap("additional-properties-closed", place, message)];
}
