import { isJsonObject, type Json, type JsonObject } from "../../../core/json.ts";
import { literalType } from "./literal-type.ts";
import { docComment, typeName } from "./names.ts";
import { objectType } from "./object-type.ts";
import { lastName, schemaAt } from "./schema-lookup.ts";
import { listType } from "./list-type.ts";
import { intersection, single, union, UNKNOWN, NEVER, type TypeText } from "./type-text.ts";

/** What all types of one schema have at most. */
const MAX_CHARS = 240 * 1024;
const MAX_NESTING = 24;

/** Where a type stands. */
export interface Place {
  /** In how many objects and lists. */
  readonly depth: number;
  /** In how many schemas. */
  readonly nesting: number;
  /** It is the declared type itself or a part of it, in no object and no list: there a type cannot name itself. */
  readonly isHead: boolean;
}

/**
 * Writes the types of one schema: each `$ref` becomes a type with a name. Where the text would become too
 * long or too deep it writes `unknown`.
 */
export class TypeWriter {
  readonly #root: Json;
  /** In draft 7 nothing counts beside a `$ref`. */
  readonly #refIsAlone: boolean;
  readonly #names = new Map<JsonObject, string>();
  readonly #declarations = new Map<string, string>();
  readonly #waiting: JsonObject[] = [];
  /** Whose heads are being written, each for the one before. */
  readonly #underway = new Set<JsonObject>();
  #left = MAX_CHARS;

  constructor(root: Json) {
    this.#root = root;
    const draft = isJsonObject(root) ? root["$schema"] : undefined;
    this.#refIsAlone = typeof draft === "string" && draft.includes("draft-07");
  }

  /** All declarations, with that of the root first. */
  write(name: string): string {
    if (!isJsonObject(this.#root))
      return `export type ${typeName(name)} = ${this.#root === false ? "never" : "unknown"};\n`;
    this.#nameOf(this.#root, name);
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#declare(next);
    return [...this.#declarations.values()].join("\n");
  }

  /** Whether there is room for so many characters more; they are counted. */
  hasRoom(chars: number): boolean {
    this.#left -= chars;
    return this.#left > 0;
  }

  typeOf(schema: Json | undefined, around: Place): TypeText {
    if (schema === false) return NEVER;
    if (!isJsonObject(schema) || around.nesting > MAX_NESTING) return UNKNOWN;
    if (!this.hasRoom(12 + 4 * around.depth)) return UNKNOWN;
    const place = { ...around, nesting: around.nesting + 1 };
    const { $ref: reference, allOf, anyOf, oneOf } = schema;
    const parts = typeof reference === "string" ? [this.#referred(reference, place)] : [];
    if (parts.length > 0 && this.#refIsAlone) return intersection(parts);
    const all = schemasIn(allOf).map((one) => this.typeOf(one, place));
    const choices = [anyOf, oneOf].filter((some) => schemasIn(some).length > 0);
    const any = choices.map((some) => union(schemasIn(some).map((one) => this.typeOf(one, place))));
    return intersection([...parts, this.#own(schema, place), ...all, ...any]);
  }

  #own(schema: JsonObject, place: Place): TypeText {
    const types = typesIn(schema);
    const values = "const" in schema ? [schema["const"] ?? null] : schema["enum"];
    if (Array.isArray(values)) return this.#literals(values, types);
    if (types.length === 0) return UNKNOWN;
    return union(types.map((type) => this.#byType(type, schema, place)));
  }

  #literals(values: readonly Json[], types: readonly string[]): TypeText {
    const fitting = types.length === 0 ? values : values.filter((value) => isOfType(value, types));
    const literals = fitting.map((value) => single(literalType(value)));
    const fits = literals.every(({ text }) => this.hasRoom(text.length + 3));
    return fits ? union(literals) : UNKNOWN;
  }

  #byType(type: string, schema: JsonObject, place: Place): TypeText {
    const inside = { ...place, depth: place.depth + 1, isHead: false };
    if (type === "object") return objectType(schema, inside, this);
    if (type === "array") return listType(schema, inside, this);
    if (type === "integer") return single("number");
    return ["string", "number", "boolean", "null"].includes(type) ? single(type) : UNKNOWN;
  }

  #referred(reference: string, { isHead }: Place): TypeText {
    const target = schemaAt(this.#root, reference);
    if (target === false) return NEVER;
    if (!isJsonObject(target) || !this.hasRoom(80)) return UNKNOWN;
    const name = this.#nameOf(target, lastName(reference));
    if (!isHead) return single(name);
    if (this.#underway.has(target) || this.#underway.size > MAX_NESTING) return UNKNOWN;
    this.#declare(target);
    return single(name);
  }

  #nameOf(target: JsonObject, wanted: string): string {
    const known = this.#names.get(target);
    if (known !== undefined) return known;
    const name = this.#freeName(typeName(wanted));
    this.#names.set(target, name);
    this.#declarations.set(name, "");
    this.#waiting.push(target);
    return name;
  }

  #freeName(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.#declarations.has(name); n += 1) name = `${wanted}${n}`;
    return name;
  }

  /**
   * Once. A head that leads to another declares that first, and is written `unknown` where it would lead
   * back: so no type is made of nothing but itself.
   */
  #declare(target: JsonObject): void {
    const name = this.#nameOf(target, "");
    if (this.#declarations.get(name) !== "" || this.#underway.has(target)) return;
    this.#underway.add(target);
    const { text } = this.typeOf(target, { depth: 0, nesting: 0, isHead: true });
    this.#underway.delete(target);
    const comment = docComment(target, "");
    const told = this.hasRoom(comment.length) ? comment : "";
    this.#declarations.set(name, `${told}export type ${name} = ${text};\n`);
  }
}

function schemasIn(list: Json | undefined): readonly Json[] {
  return Array.isArray(list) ? list : [];
}

const OBJECT_KEYWORDS = ["properties", "required", "additionalProperties", "patternProperties"];
const ARRAY_KEYWORDS = ["items", "prefixItems"];

/** A schema that only says what an object is like is read as that of an object, though others fit it too. */
function typesIn(schema: JsonObject): readonly string[] {
  const { type } = schema;
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return type.map(String);
  const implied = [];
  if (OBJECT_KEYWORDS.some((keyword) => keyword in schema)) implied.push("object");
  if (ARRAY_KEYWORDS.some((keyword) => keyword in schema)) implied.push("array");
  return implied;
}

function isOfType(value: Json, types: readonly string[]): boolean {
  if (value === null) return types.includes("null");
  if (Array.isArray(value)) return types.includes("array");
  if (Number.isInteger(value) && types.includes("integer")) return true;
  return types.includes(typeof value);
}
