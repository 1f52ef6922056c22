import { MAX_PATTERN_SETS } from "../limits.ts";
import { PatternError, type CharacterTest } from "./syntax.ts";

const UNKNOWN = 0;
const FITS = 1;
const FITS_NOT = 2;
const ASCII = 128;

/**
 * Tests for single characters. The platform's own regular expressions judge them, so that a set means what
 * ECMA-262 says; on one character they cannot take long. Each set is made once.
 */
export class CharacterTests {
  readonly #tests = new Map<string, CharacterTest>();

  /** `atom` is one character, an escape, `.` or a set in brackets, valid with the flag `u`. */
  of(atom: string): CharacterTest {
    const known = this.#tests.get(atom);
    if (known) return known;
    if (this.#tests.size === MAX_PATTERN_SETS)
      throw new PatternError(`has, with the others, more than ${MAX_PATTERN_SETS} character sets`);
    const test = characterTest(new RegExp(`^${atom}$`, "u"));
    this.#tests.set(atom, test);
    return test;
  }
}

/** Remembers what it found of ASCII, which is most of what is asked. */
function characterTest(set: RegExp): CharacterTest {
  const known = new Uint8Array(ASCII);
  return (codePoint) => {
    if (codePoint >= ASCII) return set.test(String.fromCodePoint(codePoint));
    if (known[codePoint] === UNKNOWN)
      known[codePoint] = set.test(String.fromCodePoint(codePoint)) ? FITS : FITS_NOT;
    return known[codePoint] === FITS;
  };
}

export function literalTest(literal: number): CharacterTest {
  return (codePoint) => codePoint === literal;
}
