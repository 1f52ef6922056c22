import { literalTest, type CharacterTests } from "./character-tests.ts";
import { PatternError, type Place, type Syntax } from "./syntax.ts";

/** One character, an escape, `.` or a set in brackets. */
const ATOM =
  /\\u\{[^}]*\}|\\u[dD][89abAB][^]{2}\\u[dD][c-fC-F][^]{2}|\\u[^]{4}|\\x[^]{2}|\\c[^]|\\[pP]\{[^}]*\}|\\[^]|\[(?:\\[^]|[^\]\\])*\]|[^]/uy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;
const PLACE = /\^|\$|\\[bB]/y;
const GROUP = /\((?:\?:|\?<(?![=!])[^>]*>|(?!\?))/y;
/** What would need to remember or to look elsewhere, or to read characters in another way. */
const REFUSED: readonly [RegExp, string][] = [
  [/\(\?<?[=!]/y, "looks ahead or behind"],
  [/\\(?:[1-9]|k)/y, "refers back to a group"],
  [/\(\?[a-z-]/y, "switches flags"],
];
const PLACES: Readonly<Record<string, Place>> = {
  "^": "start",
  $: "end",
  "\\b": "boundary",
  "\\B": "no-boundary",
};

/**
 * Reads a pattern as ECMA-262 does with the flag `u`. Throws a PatternError for one that is not valid, and
 * for what cannot be matched in linear time: look-around and back references.
 */
export function parsePattern(source: string, tests: CharacterTests): Syntax {
  try {
    // The platform judges the syntax, which may be taken for granted from here on. Nothing is matched.
    RegExp(source, "u");
  } catch {
    throw new PatternError("is not a regular expression of ECMA-262 with the flag u");
  }
  return new Parser(source, tests).choice();
}

/** Groups within groups, each of which is a few calls on the stack. */
const MAX_DEPTH = 100;

class Parser {
  readonly #source: string;
  readonly #tests: CharacterTests;
  #at = 0;
  #depth = 0;

  constructor(source: string, tests: CharacterTests) {
    this.#source = source;
    this.#tests = tests;
  }

  choice(): Syntax {
    const options = [this.#sequence()];
    while (this.#take(/\|/y)) options.push(this.#sequence());
    const [only] = options;
    return options.length === 1 && only ? only : { kind: "choice", options };
  }

  #sequence(): Syntax {
    const parts: Syntax[] = [];
    while (this.#at < this.#source.length && !this.#sees(/[|)]/y)) parts.push(this.#repeated());
    return { kind: "sequence", parts };
  }

  #repeated(): Syntax {
    const of = this.#single();
    const quantifier = this.#take(QUANTIFIER);
    return quantifier ? { kind: "repeat", of, ...bounds(quantifier) } : of;
  }

  #single(): Syntax {
    const refused = REFUSED.find(([form]) => this.#sees(form));
    if (refused) throw new PatternError(`${refused[1]}, which cannot be matched in linear time`);
    if (this.#take(GROUP)) return this.#group();
    const place = PLACES[this.#take(PLACE)?.[0] ?? ""];
    return place ? { kind: "place", place } : this.#character();
  }

  #group(): Syntax {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new PatternError(`has more than ${MAX_DEPTH} nested groups`);
    const within = this.choice();
    this.#take(/\)/y);
    this.#depth -= 1;
    return within;
  }

  #character(): Syntax {
    const [atom = ""] = this.#take(ATOM) ?? [];
    const isLiteral = !/^[\\.[]/.test(atom);
    const fits = isLiteral ? literalTest(atom.codePointAt(0) ?? 0) : this.#tests.of(atom);
    return { kind: "character", fits };
  }

  #take(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.#source) ?? undefined;
    this.#at += found?.[0].length ?? 0;
    return found;
  }

  #sees(form: RegExp): boolean {
    form.lastIndex = this.#at;
    return form.test(this.#source);
  }
}

function bounds([, sign, least, comma, most]: RegExpExecArray): { min: number; max: number } {
  if (sign !== undefined) return { min: sign === "+" ? 1 : 0, max: sign === "?" ? 1 : Infinity };
  const min = Number(least);
  if (comma === "") return { min, max: min };
  return { min, max: most === "" ? Infinity : Number(most) };
}
