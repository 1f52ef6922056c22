import { isJsonObject, type Json } from "../../../core/json.ts";

const MAX_NAME = 64;
const PLAIN_MEMBER = /^[A-Za-z_$][\w$]*$/;

/** A name for a type, made from any text: `fruit-colors` gives `FruitColors`. */
export function typeName(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const name = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
  if (name === "") return "Event";
  return (/^\d/.test(name) ? `Event${name}` : name).slice(0, MAX_NAME);
}

/** The name of a member as it stands in a type. */
export function memberName(name: string): string {
  return PLAIN_MEMBER.test(name) ? name : JSON.stringify(name);
}

/** What a schema says of itself, as a comment that ends a line; "" if it says nothing. */
export function docComment(schema: Json | undefined, indent: string): string {
  if (!isJsonObject(schema)) return "";
  const { description, deprecated } = schema;
  const lines = typeof description === "string" ? commentLines(description) : [];
  if (deprecated === true) lines.push("@deprecated");
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0] ?? ""} */\n`;
  const middle = lines.map((line) => `${indent} * ${line}`.trimEnd());
  return [`${indent}/**`, ...middle, `${indent} */`, ""].join("\n");
}

/** Without what ends a comment, and what nobody sees. */
function commentLines(text: string): string[] {
  const visible = text.trim().replaceAll("*/", "*\\/");
  if (visible === "") return [];
  return visible
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replaceAll(/[\p{Cc}\p{Cs}]/gu, " ").trimEnd());
}
