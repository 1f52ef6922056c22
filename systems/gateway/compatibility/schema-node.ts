import { isJsonObject, type Json, type JsonObject } from "../../../core/json.ts";
import { type Dialect, dialectOf, keywordsOf, ownName } from "./dialect.ts";

export type Path = readonly PropertyKey[];

/** A schema, or one within it. An object has one node in its document, so that nodes are told apart by identity. */
export interface SchemaNode {
  readonly document: SchemaDocument;
  /** From the root of its document. */
  readonly path: Path;
  readonly value: Json;
  /** What of it bears on events, in the words of draft 2020-12. `true` has none, nor has `false`. */
  readonly keywords: JsonObject;
}

const STEPS_PER_LOOK = 0.05;

/** A whole schema, in which `$ref`s are resolved. */
export class SchemaDocument {
  readonly value: Json;
  readonly dialect: Dialect;
  private readonly nodes = new Map<JsonObject, SchemaNode>();
  private anchors: ReadonlyMap<string, SchemaNode> | undefined;
  private readonly spend: (steps: number) => void;

  constructor(value: Json, spend: (steps: number) => void = () => {}) {
    this.value = value;
    this.dialect = dialectOf(value);
    this.spend = spend;
  }

  /** Whoever looks for something in a schema spends a part of a step, whether it is there or not. */
  look(): void {
    this.spend(STEPS_PER_LOOK);
  }

  get root(): SchemaNode {
    return this.node(this.value, []);
  }

  node(value: Json, path: Path): SchemaNode {
    if (!isJsonObject(value)) return { document: this, path, value, keywords: {} };
    const known = this.nodes.get(value);
    if (known) return known;
    const node = { document: this, path, value, keywords: keywordsOf(value, this.dialect) };
    this.nodes.set(value, node);
    return node;
  }

  /** What `#`, `#/pointer` and `#anchor` mean; `undefined` for anything else, and for what is not there. */
  resolve(ref: Json): SchemaNode | undefined {
    if (typeof ref !== "string" || !ref.startsWith("#")) return undefined;
    const fragment = decode(ref.slice(1));
    if (fragment !== "" && !fragment.startsWith("/")) return this.anchored().get(fragment);
    const names = fragment.split("/").slice(1);
    const path = names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const value = valueAt(this.value, path);
    return isJsonObject(value) || typeof value === "boolean" ? this.node(value, path) : undefined;
  }

  private anchored(): ReadonlyMap<string, SchemaNode> {
    this.anchors ??= new Map(
      anchorsIn(this.value, []).map(([name, value, path]) => [name, this.node(value, path)]),
    );
    return this.anchors;
  }
}

/** The schema that no event fits. */
export const NEVER = new SchemaDocument(false).root;

export function isNever(node: SchemaNode): boolean {
  return node.value === false;
}

/** Whether every event fits, as can be seen at once. */
export function isAlways(node: SchemaNode): boolean {
  return !isNever(node) && Object.keys(node.keywords).length === 0;
}

/** The schema at a place within another, such as `["properties", "colour"]`, if there is one. */
export function subschema(node: SchemaNode, ...path: Path): SchemaNode | undefined {
  node.document.look();
  const value = valueAt(node.keywords, path);
  return value === undefined ? undefined : node.document.node(value, placeOf(node, path));
}

/** The schemas of an array, or of an object of them. */
export function subschemas(node: SchemaNode, keyword: string): readonly SchemaNode[] {
  return keysOf(node, keyword).flatMap((key) => subschema(node, keyword, key) ?? []);
}

/** The names, or the indexes, of what a keyword holds. */
export function keysOf(node: SchemaNode, keyword: string): readonly string[] {
  node.document.look();
  const value = node.keywords[keyword];
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

/** What a keyword that lists names holds, such as `required`. */
export function stringsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Where a keyword, or what it holds, stands in the document. */
export function placeOf(node: SchemaNode, [keyword, ...rest]: Path): Path {
  if (keyword === undefined) return node.path;
  return [...node.path, ownName(node.value, node.document.dialect, String(keyword)), ...rest];
}

export function valueAt(value: Json, path: Path): Json | undefined {
  let at: Json | undefined = value;
  for (const key of path) at = memberOf(at, String(key));
  return at;
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

type Anchor = readonly [name: string, value: JsonObject, path: Path];

/** `$anchor`s, and what draft 7 has in their place. */
function anchorsIn(value: Json, path: Path): Anchor[] {
  if (typeof value !== "object" || value === null) return [];
  const within = Object.entries(value).flatMap(([key, member]) =>
    anchorsIn(member, [...path, key]),
  );
  if (!isJsonObject(value)) return within;
  const { $anchor, $id } = value;
  const name = $anchor ?? (typeof $id === "string" && $id.startsWith("#") ? $id.slice(1) : null);
  return typeof name === "string" ? [...within, [name, value, path]] : within;
}
