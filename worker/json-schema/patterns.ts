import { MAX_PATTERN_PROPERTIES, MAX_PATTERN_SIZE, MAX_PATTERN_TEXT } from "./limits.ts";
import { CharacterTests } from "./pattern/character-tests.ts";
import { Pattern } from "./pattern/pattern.ts";
import { PatternError } from "./pattern/syntax.ts";

/** The patterns of one schema, each made once, and bounded together. */
export class Patterns {
  readonly #tests = new CharacterTests();
  readonly #patterns = new Map<string, Pattern>();
  #text = 0;
  #properties = 0;
  #size = 0;

  /** Throws a PatternError for a pattern that is not taken. */
  of(source: string): Pattern {
    const known = this.#patterns.get(source);
    if (known) return known;
    this.#text += source.length;
    if (this.#text > MAX_PATTERN_TEXT)
      throw new PatternError(`has, with the others, more than ${MAX_PATTERN_TEXT} characters`);
    // Before the platform reads it, which is what takes long.
    this.#properties += source.match(/\\p\{/gi)?.length ?? 0;
    if (this.#properties > MAX_PATTERN_PROPERTIES)
      throw new PatternError(
        `has, with the others, more than ${MAX_PATTERN_PROPERTIES} properties such as \\p{L}`,
      );
    const pattern = new Pattern(source, this.#tests);
    this.#size += pattern.size;
    if (this.#size > MAX_PATTERN_SIZE)
      throw new PatternError(`repeats, with the others, more than ${MAX_PATTERN_SIZE} characters`);
    this.#patterns.set(source, pattern);
    return pattern;
  }
}
