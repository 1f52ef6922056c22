import { isJsonObject, jsonEqual, type Json, type JsonObject } from "../../core/json.ts";
import { jsonPointer } from "../../core/json-pointer.ts";
import { failure, success, type FieldError } from "../../core/problem.ts";
import type { Gap, SchemaKind } from "../../systems/gateway/schema-kind.ts";

const FORMS = new Set(["type", "enum", "elements", "properties", "optionalProperties"]);

/**
 * Another kind of schema for the gateway: the forms of JSON Type Definition (RFC 8927) that take few words.
 * A new version may only add optional properties.
 */
export const typeDefinition: SchemaKind = {
  admit(schema) {
    const isForm = isJsonObject(schema) && Object.keys(schema).every((key) => FORMS.has(key));
    if (isForm) return success({ warnings: [] });
    const errors = [{ pointer: "", keyword: "form", message: "is no form of a type definition" }];
    return failure("schema-invalid", "This is no type definition.", { errors });
  },
  compile: (schema) => (event) => errorsOf(schema, event, []),
  compare: (written, read) => [...gaps(written, read)],
};

type Path = readonly (string | number)[];

function errorsOf(schema: Json | undefined, value: Json, path: Path): FieldError[] {
  if (!isJsonObject(schema)) return [];
  const wrong = (keyword: string, message: string) => [
    { pointer: jsonPointer(path), keyword, message },
  ];
  const { type, enum: values, elements } = schema;
  if (type !== undefined) return type === typeof value ? [] : wrong("type", "is of another type");
  if (Array.isArray(values)) return values.includes(value) ? [] : wrong("enum", "is unknown");
  if (elements === undefined) return memberErrors(schema, value, path);
  if (!Array.isArray(value)) return wrong("elements", "must be an array");
  return value.flatMap((element, i) => errorsOf(elements, element, [...path, i]));
}

function memberErrors(schema: JsonObject, value: Json, path: Path): FieldError[] {
  if (!isJsonObject(value))
    return [{ pointer: jsonPointer(path), keyword: "properties", message: "must be an object" }];
  const [required, optional] = [
    membersOf(schema, "properties"),
    membersOf(schema, "optionalProperties"),
  ];
  const missing = Object.keys(required).filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => ({
      pointer: jsonPointer([...path, name]),
      keyword: "properties",
      message: "must be there",
    })),
    ...Object.entries(value).flatMap(([name, member]) =>
      errorsOf({ ...optional, ...required }[name], member, [...path, name]),
    ),
  ];
}

function membersOf(schema: JsonObject, name: string): JsonObject {
  const members = schema[name];
  return isJsonObject(members) ? members : {};
}

function* gaps(written: Json, read: Json): Generator<Gap> {
  const [before, after] = [fixed(written), fixed(read)];
  if (jsonEqual(before, after)) return;
  const message = "only optional properties may be added";
  yield { rule: "form-changed", pointer: "", written, read, message };
}

function fixed(schema: Json): Json {
  if (!isJsonObject(schema)) return schema;
  const { optionalProperties: _optional, ...rest } = schema;
  return rest;
}
