import type { Place } from "./gap.ts";
import { inPlace } from "./evaluation.ts";
import { constantsOf } from "./json-type.ts";
import { namesIn } from "./properties.ts";
import { type SchemaNode, keysOf, stringsOf, subschema } from "./schema-node.ts";
import type { Case, Written } from "./written.ts";

interface Property {
  readonly name: string;
  readonly node: SchemaNode;
}

/** Whether the reader names a property that the writer does not know, and can do without it. */
export function isUnknown({ written, read }: Place, { name, node }: Property): boolean {
  if (subschema(read, "properties", name) !== node || namesIn(written).has(name)) return false;
  if (stringsOf(read.keywords["required"]).includes(name)) return false;
  return !spokenOf(written).some((each) => speaksOf(each, name));
}

/** All schemas that bear on the value itself, under whatever condition. */
function spokenOf(written: Written): readonly SchemaNode[] {
  const cases = [...written.choices, ...written.setAside].flat();
  const found = new Set([...written.parts, ...written.excluded, ...cases.flatMap(nodesOf)]);
  for (const node of found) {
    if (written.parts.includes(node)) continue;
    const { $ref } = node.keywords;
    const target = $ref === undefined ? undefined : node.document.resolve($ref);
    if (target) found.add(target);
    for (const each of inPlace(node)) found.add(each);
  }
  return [...found];
}

function nodesOf({ fits, excluded = [] }: Case): readonly SchemaNode[] {
  return [...fits, ...excluded];
}

/** A list of constants leaves nothing open. */
function speaksOf(node: SchemaNode, name: string): boolean {
  if (constantsOf(node)) return true;
  const { required, dependentRequired } = node.keywords;
  const keywords = ["properties", "dependentRequired", "dependentSchemas"];
  if (keywords.some((keyword) => keysOf(node, keyword).includes(name))) return true;
  const dependents = Object.values(dependentRequired ?? {}).flatMap(stringsOf);
  return stringsOf(required).includes(name) || dependents.includes(name);
}
