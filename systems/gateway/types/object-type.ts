import { isJsonObject, type Json, type JsonObject } from "../../../core/json.ts";
import { docComment, memberName } from "./names.ts";
import { single, union, UNKNOWN, type TypeText } from "./type-text.ts";
import type { Place, TypeWriter } from "./type-writer.ts";

/** What all members are is said in one line; if that is longer, it is not said. */
const MAX_INDEX = 100;

const ANY_OBJECT = "{ [key: string]: unknown }";
const EMPTY_OBJECT = "{ [key: string]: never }";

/** The type of an object: members by name, and what all others are if the schema says so. */
export function objectType(schema: JsonObject, place: Place, writer: TypeWriter): TypeText {
  const members = membersIn(schema, place, writer);
  const { lines, isCut } = members;
  const index = isCut ? UNKNOWN : indexOf(schema, { members, place, writer });
  if (lines.length === 0) return single(index ? indexOnly(index) : emptyObject(schema));
  const indent = "  ".repeat(place.depth);
  if (index) lines.push(`${indent}[key: string]: ${index.text};\n`);
  return single(`{\n${lines.join("")}${indent.slice(2)}}`);
}

interface Members {
  readonly lines: string[];
  readonly types: TypeText[];
  /** There are more than there is room for. */
  isCut: boolean;
}

function membersIn(schema: JsonObject, place: Place, writer: TypeWriter): Members {
  const members: Members = { lines: [], types: [], isCut: false };
  const indent = "  ".repeat(place.depth);
  const required = new Set(namesIn(schema["required"]));
  for (const [name, member] of knownMembers(schema)) {
    const comment = docComment(member, indent);
    const begin = `${comment}${indent}${memberName(name)}${required.has(name) ? "" : "?"}: `;
    members.isCut = !writer.hasRoom(begin.length + 2);
    if (members.isCut) break;
    const type = writer.typeOf(member, place);
    members.lines.push(`${begin}${type.text};\n`);
    members.types.push(required.has(name) ? type : union([type, single("undefined")]));
  }
  return members;
}

/** Those with a schema of their own, then those that are only required. */
function knownMembers(schema: JsonObject): Map<string, Json> {
  const { properties, additionalProperties } = schema;
  const known = new Map(isJsonObject(properties) ? Object.entries(properties) : []);
  const isSure = isJsonObject(additionalProperties) && !("patternProperties" in schema);
  for (const name of namesIn(schema["required"]))
    if (!known.has(name)) known.set(name, isSure ? additionalProperties : true);
  return known;
}

function namesIn(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === "string") : [];
}

interface Around {
  readonly members: Members;
  readonly place: Place;
  readonly writer: TypeWriter;
}

/** What a member of any name is; undefined if the schema does not say. */
function indexOf(schema: JsonObject, { members, place, writer }: Around): TypeText | undefined {
  const others = otherMembers(schema).map((one) => writer.typeOf(one, place));
  if (others.length === 0) return undefined;
  if (members.types.length === 0) return union(others);
  // In TypeScript the type of all members has to take in that of each.
  const all = union([...others, ...members.types]);
  const isShort = all.text.length <= MAX_INDEX && !all.text.includes("\n");
  return isShort && writer.hasRoom(all.text.length) ? all : UNKNOWN;
}

/** The schemas of members that are not named; none if the schema does not speak of such. */
function otherMembers({ additionalProperties: others, patternProperties }: JsonObject): Json[] {
  const byPattern = isJsonObject(patternProperties) ? Object.values(patternProperties) : [];
  if (byPattern.length > 0) return [...byPattern, others ?? true];
  return others === undefined || others === false ? [] : [others];
}

function indexOnly({ text }: TypeText): string {
  return `{ [key: string]: ${text} }`;
}

function emptyObject({ additionalProperties: others }: JsonObject): string {
  return others === false ? EMPTY_OBJECT : ANY_OBJECT;
}
