/** Strings, the marks between them, and what else there is. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

interface Open {
  /** The pointer of the object or list. */
  readonly pointer: string;
  readonly isList: boolean;
  /** The name of the member, or the number of the item, that is read. */
  next: string | number;
  isValue: boolean;
}

/**
 * Where in a JSON text the value stands that a pointer leads to, or, if it is not there, the innermost
 * around it. An offset in UTF-16 code units. A text that is no JSON has as many places as are plain.
 */
export function placeOf(text: string, pointer: string): number {
  let [best, found] = [-1, 0];
  for (const { at, offset } of placesIn(text)) {
    if (at === pointer) return offset;
    if (at.length > best && pointer.startsWith(`${at}/`)) [best, found] = [at.length, offset];
  }
  return found;
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function* placesIn(text: string): Generator<{ at: string; offset: number }> {
  const open: Open[] = [];
  for (const { 0: token, index: offset } of text.matchAll(TOKENS)) {
    const inside = open.at(-1);
    if (CLOSING.has(token)) open.pop();
    else if (SEPARATING.has(token)) step(inside, token);
    else if (inside && !inside.isValue) inside.next = nameOf(token);
    else {
      const at = inside ? `${inside.pointer}/${escaped(inside.next)}` : "";
      yield { at, offset };
      if (isOpening(token)) open.push(OPENED[token](at));
    }
  }
}

const CLOSING = new Set(["}", "]"]);
const SEPARATING = new Set([":", ","]);
const OPENED = {
  "{": (pointer: string): Open => ({ pointer, isList: false, next: "", isValue: false }),
  "[": (pointer: string): Open => ({ pointer, isList: true, next: 0, isValue: true }),
};

function isOpening(token: string): token is keyof typeof OPENED {
  return token === "{" || token === "[";
}

function step(inside: Open | undefined, mark: string): void {
  if (!inside) return;
  inside.isValue = mark === ":" || inside.isList;
  if (mark === "," && typeof inside.next === "number") inside.next += 1;
}

function nameOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}

function escaped(name: string | number): string {
  return String(name).replaceAll("~", "~0").replaceAll("/", "~1");
}
