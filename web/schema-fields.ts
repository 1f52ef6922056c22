import { isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import { schemaAt } from "../systems/gateway/types/schema-lookup.ts";

/** What a form asks for: one value of an event. */
export type Field = Shape & {
  /** What the schema calls it; "" if it does not. */
  readonly title: string;
  readonly hint: string;
  /** What a new one is; undefined: nothing. */
  readonly initial: Json | undefined;
};

type Shape =
  | { readonly kind: "text" | "number" | "checkbox" | "json" }
  | { readonly kind: "select"; readonly options: readonly Json[] }
  | { readonly kind: "object"; readonly members: readonly Member[] }
  | { readonly kind: "list"; readonly item: Field };

export interface Member {
  readonly name: string;
  readonly isRequired: boolean;
  readonly field: Field;
}

/** What is nested deeper, and what there is more of, is written as JSON. */
const MAX_DEPTH = 5;
const MAX_FIELDS = 200;
const MAX_OPTIONS = 100;

/** A field for anything. */
export const JSON_FIELD: Field = { kind: "json", title: "", hint: "", initial: undefined };

/** The field for an event with this schema. What no simpler field can take is written as JSON. */
export function fieldOf(schema: Json): Field {
  return new FieldMaker(schema).fieldOf(schema, []);
}

class FieldMaker {
  readonly #root: Json;
  #left = MAX_FIELDS;

  constructor(root: Json) {
    this.#root = root;
  }

  /** `around`: the schemas that this one is a part of. */
  fieldOf(asked: Json | undefined, around: readonly JsonObject[]): Field {
    this.#left -= 1;
    const schema = this.#resolved(asked);
    if (!schema) return JSON_FIELD;
    const isDeep = around.length > MAX_DEPTH || around.includes(schema) || this.#left < 0;
    const shape: Shape = isDeep ? { kind: "json" } : this.#shapeOf(schema, [...around, schema]);
    const { title, description } = schema;
    return {
      ...shape,
      title: typeof title === "string" ? title : "",
      hint: typeof description === "string" ? description : "",
      initial: initialOf(schema, shape),
    };
  }

  /** What stands beside a reference is left to the check of the event. */
  #resolved(asked: Json | undefined): JsonObject | undefined {
    let schema = asked;
    for (let steps = 0; steps < MAX_DEPTH && isJsonObject(schema); steps += 1) {
      if (typeof schema["$ref"] !== "string") return schema;
      schema = schemaAt(this.#root, schema["$ref"]);
    }
    return undefined;
  }

  #shapeOf(schema: JsonObject, around: readonly JsonObject[]): Shape {
    const options = optionsOf(schema);
    if (options) return options.length > MAX_OPTIONS ? JSON_FIELD : { kind: "select", options };
    if (COMBINING.some((keyword) => keyword in schema)) return JSON_FIELD;
    const type = typeOf(schema);
    if (type === "object") return this.#object(schema, around);
    if (type === "array") return this.#list(schema, around);
    return { kind: SIMPLE.get(type) ?? "json" };
  }

  #list({ items }: JsonObject, around: readonly JsonObject[]): Shape {
    return isJsonObject(items) ? { kind: "list", item: this.fieldOf(items, around) } : JSON_FIELD;
  }

  #object({ properties, required }: JsonObject, around: readonly JsonObject[]): Shape {
    if (!isJsonObject(properties)) return JSON_FIELD;
    const needed = new Set(Array.isArray(required) ? required : []);
    const members = Object.entries(properties).map(([name, schema]) => ({
      name,
      isRequired: needed.has(name),
      field: this.fieldOf(schema, around),
    }));
    return { kind: "object", members };
  }
}

const SIMPLE: ReadonlyMap<Json | undefined, "text" | "number" | "checkbox"> = new Map([
  ["string", "text"],
  ["number", "number"],
  ["integer", "number"],
  ["boolean", "checkbox"],
]);

/** What makes an event more than one of its members. */
const COMBINING = ["allOf", "anyOf", "oneOf", "if", "prefixItems"];

function optionsOf(schema: JsonObject): readonly Json[] | undefined {
  if ("const" in schema) return [schema["const"] ?? null];
  return Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
}

/** The only type that is not `null`; undefined if there are several. */
function typeOf({ type, properties }: JsonObject): Json | undefined {
  if (type === undefined) return properties === undefined ? undefined : "object";
  const types = [type].flat().filter((one) => one !== "null");
  return types.length === 1 ? types[0] : undefined;
}

function initialOf({ default: given }: JsonObject, shape: Shape): Json | undefined {
  if (given !== undefined) return given;
  if (shape.kind === "select") return shape.options.length === 1 ? shape.options[0] : undefined;
  if (shape.kind === "checkbox") return false;
  if (shape.kind === "list") return [];
  return shape.kind === "object" ? initialObject(shape.members) : undefined;
}

function initialObject(members: readonly Member[]): Json {
  const needed = members.flatMap(({ name, isRequired, field: { initial } }) =>
    isRequired && initial !== undefined ? [[name, initial] as const] : [],
  );
  return Object.fromEntries(needed);
}
