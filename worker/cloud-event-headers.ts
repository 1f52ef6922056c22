import type { JsonObject } from "../core/json.ts";
import type { Failure, FieldError } from "../core/problem.ts";
import { refusal } from "../systems/read-member.ts";
import { ProblemError } from "./problem-error.ts";

export const ATTRIBUTE_PREFIX = "ce-";

/** The attributes of an event in binary mode (CloudEvents, HTTP binding, 3.1.3), all of them text. Throws `invalid-header`. */
export function attributesIn(headers: Headers): JsonObject {
  const attributes: Record<string, string> = {};
  const errors: FieldError[] = [];
  const type = headers.get("content-type");
  if (type !== null) attributes["datacontenttype"] = type;
  for (const [header, value] of headers) {
    if (!header.startsWith(ATTRIBUTE_PREFIX)) continue;
    const name = header.slice(ATTRIBUTE_PREFIX.length);
    const text = decode(value);
    if (name === "datacontenttype") errors.push({ pointer: `/${header}`, ...TOLD_TWICE });
    else if (text === undefined) errors.push({ pointer: `/${header}`, ...UNDECODABLE });
    else attributes[name] = text;
  }
  if (errors.length > 0) throw new ProblemError(refusal("invalid-header", errors).problem);
  return attributes;
}

const TOLD_TWICE = { keyword: "not", message: "is what Content-Type tells; leave it out" };
const UNDECODABLE = { keyword: "format", message: "must be ASCII, and percent-encoded UTF-8" };

/** What is wrong with attributes, told of the headers that they came as. */
export function toldByHeaders(errors: readonly FieldError[]): Failure {
  const told = errors.map((error) => ({
    ...error,
    pointer: `/${ATTRIBUTE_PREFIX}${error.pointer.slice(1)}`,
  }));
  return refusal("invalid-header", told);
}

/** A value may be a quoted string, as older versions had it; percent-encoding is undone once. */
function decode(value: string): string | undefined {
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"$/.exec(value) ?? [];
  const plain = quoted === undefined ? value : quoted.replaceAll(/\\(.)/g, "$1");
  if (!/^[\x20-\x7e]*$/.test(plain)) return undefined;
  try {
    return decodeURIComponent(plain);
  } catch {
    return undefined;
  }
}
