import { isJsonObject, type Json } from "../../core/json.ts";

/** What the value of a keyword is, and how that is said. */
export interface Shape {
  readonly is: (value: Json) => boolean;
  readonly message: string;
}

const TYPE_NAMES = ["array", "boolean", "integer", "null", "number", "object", "string"];

export const text: Shape = {
  is: (value) => typeof value === "string",
  message: "must be a string",
};
export const flag: Shape = {
  is: (value) => typeof value === "boolean",
  message: "must be true or false",
};
export const number: Shape = {
  is: (value) => typeof value === "number",
  message: "must be a number",
};
export const positive: Shape = {
  is: (value) => typeof value === "number" && value > 0,
  message: "must be a number greater than 0",
};
export const count: Shape = {
  is: (value) => typeof value === "number" && Number.isInteger(value) && value >= 0,
  message: "must be a whole number, 0 or more",
};
export const list: Shape = { is: (value) => Array.isArray(value), message: "must be an array" };
export const anything: Shape = { is: () => true, message: "" };
export const names: Shape = { is: areNames, message: "must be an array of different strings" };
export const namesByName: Shape = {
  is: (value) => isJsonObject(value) && Object.values(value).every((member) => areNames(member)),
  message: "must be an object whose members are arrays of different strings",
};
export const types: Shape = {
  is: (value) =>
    isTypeName(value) || (areNames(value) && value.length > 0 && value.every(isTypeName)),
  message: `must be one of ${TYPE_NAMES.join(", ")}, or an array of some of them`,
};

/** Of keywords that hold schemas; what each of those must be is looked at by itself. */
export const schema: Shape = {
  is: (value) => typeof value === "boolean" || isJsonObject(value),
  message: "must be a schema: an object, true or false",
};
export const schemas: Shape = {
  is: (value) => Array.isArray(value) && value.length > 0,
  message: "must be an array of at least one schema",
};
export const schemaMap: Shape = {
  is: isJsonObject,
  message: "must be an object whose members are schemas",
};
export const schemaOrSchemas: Shape = {
  is: (value) => schema.is(value) || schemas.is(value),
  message: "must be a schema or an array of at least one schema",
};
export const schemasOrNames: Shape = {
  is: (value) =>
    isJsonObject(value) &&
    Object.values(value).every((member) => !Array.isArray(member) || areNames(member)),
  message: "must be an object whose members are schemas or arrays of different strings",
};

function areNames(value: Json): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  return new Set(value).size === value.length && value.every((name) => typeof name === "string");
}

function isTypeName(value: Json): boolean {
  return typeof value === "string" && TYPE_NAMES.includes(value);
}
