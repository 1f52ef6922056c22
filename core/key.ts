/**
 * The key of a row: a tuple. Keys are ordered element by element, numbers before strings; strings are
 * ordered by code point. Numbers are safe integers.
 */
export type Key = readonly [string, ...(string | number)[]];

const NEGATIVE = "m";
const POSITIVE = "n";
const TEXT = "s";
/** Ends a string: before everything that could follow in it. */
const END = "\u0001";
/** 2^53-1 has 16 digits. */
const DIGITS = 16;

/**
 * A key as text, of which the order by code point (SQLite's, over UTF-8) is the order of the keys, and
 * which begins with the text of every key that it begins with. After the tuple layer of FoundationDB:
 * a tag for each element, then digits of one length, or a string whose lowest characters are escaped.
 */
export function encodeKey(key: Key): string {
  return key.map(encodeElement).join("");
}

/** The first text behind that of every key that begins with `key`. */
export function encodeEnd(key: Key): string {
  return `${encodeKey(key)}t`;
}

/** The reverse of {@link encodeKey}. */
export function decodeKey(text: string): Key {
  const key: (string | number)[] = [];
  for (let at = 0; at < text.length;) {
    const tag = text[at];
    const end = tag === TEXT ? text.indexOf(END, at) : at + DIGITS;
    key.push(tag === TEXT ? unescape(text.slice(at + 1, end)) : decodeNumber(text, at, end));
    at = end + 1;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- encodeKey was given one
  return key as unknown as Key;
}

function encodeElement(element: string | number): string {
  if (typeof element === "string") return TEXT + escape(element) + END;
  if (!Number.isSafeInteger(element)) throw new Error(`${element} cannot be in a key`);
  const digits = String(Math.abs(element)).padStart(DIGITS, "0");
  return element < 0 ? NEGATIVE + complement(digits) : POSITIVE + digits;
}

function decodeNumber(text: string, at: number, end: number): number {
  const digits = text.slice(at + 1, end + 1);
  return text[at] === NEGATIVE ? -Number(complement(digits)) : Number(digits);
}

/** Of two negative numbers the one with the greater digits comes first. */
function complement(digits: string): string {
  return digits.replaceAll(/\d/g, (digit) => String(9 - Number(digit)));
}

const LOW = /[\u0000-\u0002]/; // oxlint-disable-line no-control-regex -- these are what is escaped
const ESCAPED = /\u0002([abc])/g; // oxlint-disable-line no-control-regex

function escape(text: string): string {
  // Hardly any has one, and replacing takes longer than looking.
  return LOW.test(text) ? escapeLow(text) : text;
}

function escapeLow(text: string): string {
  return text.replaceAll(new RegExp(LOW, "g"), (low) => `\u0002${"abc"[low.charCodeAt(0)]}`);
}

function unescape(text: string): string {
  if (!LOW.test(text)) return text;
  return text.replaceAll(ESCAPED, (_, letter: string) =>
    String.fromCharCode("abc".indexOf(letter)),
  );
}
