import { isJsonObject, parseJson, type Json } from "./json.ts";
import { MAX_JSON_DEPTH } from "./limits.ts";
import { failure, success, type Outcome } from "./problem.ts";

/**
 * Reads JSON and refuses what would not read back equal: members twice, numbers that a double changes,
 * lone surrogates (I-JSON, RFC 7493), a byte order mark, nesting beyond MAX_JSON_DEPTH.
 * JSON.parse judges the syntax; what it passes over in silence is looked for behind it.
 */
export function parseIJson(text: string): Outcome<Json> {
  let value: Json;
  try {
    value = parseJson(text);
  } catch (error) {
    return failure(
      "invalid-json",
      `${error instanceof Error ? error.message : "This is not JSON"}.`,
    );
  }
  const fault = findFault(text, value);
  return fault === undefined ? success(value) : failure("invalid-json", fault);
}

/** What is wrong with text that is JSON, as a sentence. */
function findFault(text: string, value: Json): string | undefined {
  const { members, depth, number } = readTokens(text);
  if (number !== undefined) return number;
  // First of all that recurses.
  if (depth > MAX_JSON_DEPTH) return `This is nested deeper than ${MAX_JSON_DEPTH} levels.`;
  // Of a member that stands twice JSON.parse keeps the last one.
  if (countMembers(value) < members)
    return `The member ${shorten(findTwice(text))} stands twice in one object.`;
  if (SURROGATE.test(text) && !isWellFormed(value))
    return "A string holds half of a surrogate pair, which is no character.";
  return undefined;
}

/** Text that was UTF-8 can have half of a pair only as an escape. */
const SURROGATE = /\\u[dD][89a-fA-F]/;

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const E = 0x65;
const LOWER = 0x20;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

interface Tokens {
  /** How many members the objects have, as written. */
  readonly members: number;
  readonly depth: number;
  /** What is wrong with a number. */
  readonly number: string | undefined;
}

function readTokens(text: string): Tokens {
  let [members, open, depth] = [0, 0, 0];
  let number: string | undefined;
  for (let at = 0; at < text.length && number === undefined;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
    } else if (isNumberStart(code)) {
      const end = numberEnd(text, at);
      number = numberFault(text.slice(at, end));
      at = end;
    } else {
      if (code === COLON) members += 1;
      else open += nesting(code);
      if (open > depth) depth = open;
      at += 1;
    }
  }
  return { members, depth, number };
}

function nesting(code: number): number {
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return 1;
  return code === CLOSE_BRACE || code === CLOSE_BRACKET ? -1 : 0;
}

/** Index behind the closing quote: the first that an even number of backslashes stands before. */
function stringEnd(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote + 1;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
}

function numberEnd(text: string, start: number): number {
  let end = start + 1;
  while (isNumberPart(text.charCodeAt(end))) end += 1;
  return end;
}

function isNumberStart(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === MINUS;
}

function isNumberPart(code: number): boolean {
  return isNumberStart(code) || code === DOT || code === PLUS || (code | LOWER) === E;
}

function countMembers(value: Json | undefined): number {
  if (typeof value !== "object" || value === null) return 0;
  let members = 0;
  // A loop over an object's values takes four times as long.
  if (isJsonObject(value)) for (const name in value) members += 1 + countMembers(value[name]);
  else for (const item of value) members += countMembers(item);
  return members;
}

/** Half of a surrogate pair. */
const LONE = /\p{Surrogate}/gu;

function isWellFormedText(text: string): boolean {
  return text.search(LONE) === -1;
}

function isWellFormed(value: Json): boolean {
  if (typeof value === "string") return isWellFormedText(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries<Json>(value).every(
    ([name, member]) => isWellFormedText(name) && isWellFormed(member),
  );
}

/** A member's name; another string; or where an object begins and ends. */
const NAMES = /("[^"\\]*(?:\\.[^"\\]*)*")\s*:|"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/gs;

/** The first member that its object has twice. */
function findTwice(text: string): string {
  const objects: Set<string>[] = [];
  for (const [token, name] of text.matchAll(NAMES)) {
    if (token === "{") objects.push(new Set());
    else if (token === "}") objects.pop();
    const members = objects.at(-1) ?? new Set();
    if (name !== undefined && members.size === members.add(String(JSON.parse(name))).size)
      return name;
  }
  return "";
}

function numberFault(token: string): string | undefined {
  if (token.length < 16 && !/[.eE]/.test(token)) return undefined;
  const value = Number(token);
  // An integer as it was written, or as it would be written back.
  const integer = /^-?\d+$/.test(token) || /^-?\d+$/.test(String(value));
  if (integer && !Number.isSafeInteger(value))
    return `The integer ${shorten(token)} is beyond 2^53-1; send it as a string.`;
  if (Number.isFinite(value) && significant(token) === significant(String(value))) return undefined;
  return `The number ${shorten(token)} would not be kept exactly; send it as a string.`;
}

/** Digits and magnitude of a decimal number, the same for all its spellings: "1.50" and "15e-1" give "15e-1". */
function significant(number: string): string {
  const [mantissa = "", exponent = "0"] = number.replace(/^-/, "").toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/^0+/, "");
  const kept = withoutTrailingZeros(digits);
  if (kept === "") return "0";
  return `${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}

/** A loop, since the pattern 0+$ takes quadratic time on zeros that do not end the text. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}

function shorten(token: string): string {
  return token.length > 40 ? `${token.slice(0, 40).replaceAll(LONE, "\uFFFD")}…` : token;
}
