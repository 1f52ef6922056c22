import { type JsonType, type TypeSet, ALL_TYPES, typesOf } from "./json-type.ts";
import {
  type SchemaNode,
  NEVER,
  SchemaDocument,
  keysOf,
  subschema,
  subschemas,
} from "./schema-node.ts";

/** What is known of something that was written: it fits each of these. */
export interface Written {
  /** Schemas with what they refer to and what `allOf` adds. Each is in here once. */
  readonly parts: readonly SchemaNode[];
  readonly types: TypeSet;
  /** Schemas that it does not fit. */
  readonly excluded: readonly SchemaNode[];
  /** It is as one of the cases of each choice has it. */
  readonly choices: readonly Choice[];
  /** Choices as well, which have had their turn or are left to somebody else. */
  readonly setAside: readonly Choice[];
}

export type Choice = readonly Case[];

export interface Case {
  readonly fits: readonly SchemaNode[];
  readonly excluded?: readonly SchemaNode[];
  readonly types?: TypeSet;
}

/** A schema with what it refers to and what its `allOf`s hold, over and over. */
export function unfold(nodes: readonly SchemaNode[]): readonly SchemaNode[] {
  const found = new Set(nodes);
  for (const node of found) {
    const { $ref } = node.keywords;
    const target = $ref === undefined ? undefined : node.document.resolve($ref);
    if (target) found.add(target);
    for (const each of subschemas(node, "allOf")) found.add(each);
  }
  return [...found];
}

const ANYTHING: Written = { parts: [], types: ALL_TYPES, excluded: [], choices: [], setAside: [] };

export function fitting(nodes: readonly SchemaNode[]): Written {
  return also(ANYTHING, { fits: nodes });
}

/** What was written, and is so besides. */
export function also(written: Written, { fits, excluded = [], types = ALL_TYPES }: Case): Written {
  const known = new Set(written.parts);
  const added = unfold(fits).filter((node) => !known.has(node));
  const sets = [types, ...added.map(typesOf)].filter((set) => set.size < ALL_TYPES.size);
  return {
    parts: [...written.parts, ...added],
    types: sets.reduce(inBoth, written.types),
    excluded: [...written.excluded, ...excluded, ...added.flatMap((node) => nodeAt(node, "not"))],
    choices: [...written.choices, ...added.flatMap(choicesOf)],
    setAside: written.setAside,
  };
}

function inBoth(a: TypeSet, b: TypeSet): TypeSet {
  return new Set([...a].filter((type) => b.has(type)));
}

/** What was written, if it is of one of these types. */
export function among(written: Written, ...types: readonly JsonType[]): Written {
  return also(written, { fits: [], types: new Set(types) });
}

/** The same, with its choices left to somebody else. */
export function undivided(written: Written): Written {
  return { ...written, choices: [], setAside: [...written.setAside, ...written.choices] };
}

/** What was written, if one of its choices fell on a case. Choices before this one are set aside. */
export function chosen(written: Written, index: number, one: Case): Written {
  const rest = {
    ...written,
    choices: written.choices.slice(index + 1),
    setAside: [...written.setAside, ...written.choices.slice(0, index)],
  };
  return also(rest, one);
}

/** The same, with all other choices set aside. */
export function alone(written: Written, index: number, one: Case): Written {
  const others = written.choices.filter((_, other) => other !== index);
  return also({ ...written, choices: [], setAside: [...written.setAside, ...others] }, one);
}

export function requiring(name: string): SchemaNode {
  return new SchemaDocument({ required: [name] }).root;
}

const known = new WeakMap<SchemaNode, readonly Choice[]>();

function choicesOf(node: SchemaNode): readonly Choice[] {
  const choices = known.get(node) ?? choicesIn(node);
  known.set(node, choices);
  return choices;
}

function choicesIn(node: SchemaNode): readonly Choice[] {
  const alternatives = ["anyOf", "oneOf"].map((keyword) => subschemas(node, keyword));
  return [
    ...alternatives.filter((each) => each.length > 0).map((each) => each.map(onlyBranch)),
    ...conditional(node),
    ...keysOf(node, "dependentSchemas").map((name) => dependent(node, name)),
  ];
}

function onlyBranch(node: SchemaNode): Case {
  return { fits: [node] };
}

function conditional(node: SchemaNode): readonly Choice[] {
  const condition = subschema(node, "if");
  if (!condition) return [];
  return [
    [
      { fits: [condition, ...nodeAt(node, "then")] },
      { fits: nodeAt(node, "else"), excluded: [condition] },
    ],
  ];
}

function dependent(node: SchemaNode, name: string): Choice {
  const absent = new SchemaDocument({ properties: { [name]: false } }).root;
  return [
    { fits: [absent] },
    { fits: [requiring(name), subschema(node, "dependentSchemas", name) ?? NEVER] },
  ];
}

function nodeAt(node: SchemaNode, keyword: string): readonly SchemaNode[] {
  const found = subschema(node, keyword);
  return found ? [found] : [];
}
