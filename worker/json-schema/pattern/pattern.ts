import type { CharacterTests } from "./character-tests.ts";
import { parsePattern } from "./parse-pattern.ts";
import { END, programOf, type Instruction, type Program } from "./program.ts";
import type { Place } from "./syntax.ts";

/** Takes note of steps, and throws when there have been too many. */
export type Spend = (steps: number) => void;

/**
 * A regular expression that is matched in linear time: all the instructions at which a match may be are
 * kept as a set and moved on together, character by character (Thompson's way), so nothing is tried twice.
 * A character costs at most as many steps as the program has instructions, and every step is counted.
 */
export class Pattern {
  readonly #program: Program;
  /** For each instruction, when it was last reached. */
  readonly #reached: Float64Array;
  /** Goes on by one for each character, over all texts. */
  #now = 0;

  /** Throws a PatternError for a pattern that is not taken. */
  constructor(source: string, tests: CharacterTests) {
    this.#program = programOf(parsePattern(source, tests));
    this.#reached = new Float64Array(this.#program.instructions.length);
  }

  /** In instructions. */
  get size(): number {
    return this.#program.instructions.length;
  }

  /** Whether there is a match anywhere in the text. */
  matches(text: string, spend: Spend): boolean {
    const { first, isAnchored } = this.#program;
    let starts = [first];
    let at = 0;
    for (const character of text) {
      const waiting = this.#follow(starts, { text, at }, spend);
      if (waiting === undefined) return true;
      if (isAnchored && waiting.length === 0) return false;
      starts = behind(waiting, character.codePointAt(0) ?? 0);
      if (!isAnchored) starts.push(first);
      at += character.length;
    }
    return this.#follow(starts, { text, at }, spend) === undefined;
  }

  /** The instructions, reached from `starts`, that wait for a character; `undefined` if the end is reached. */
  #follow(starts: number[], spot: Spot, spend: Spend): Waiting[] | undefined {
    const waiting: Waiting[] = [];
    this.#now += 1;
    let steps = 1;
    for (let number = starts.pop(); number !== undefined; number = starts.pop()) {
      if (number === END) return undefined;
      steps += 1;
      const instruction = this.#program.instructions[number];
      if (this.#reached[number] === this.#now || instruction === undefined) continue;
      this.#reached[number] = this.#now;
      if (instruction.kind === "character") waiting.push(instruction);
      else if (instruction.kind === "split") starts.push(...instruction.targets);
      else if (holds(instruction.place, spot)) starts.push(instruction.next);
    }
    spend(steps + waiting.length);
    return waiting;
  }
}

type Waiting = Extract<Instruction, { kind: "character" }>;

interface Spot {
  readonly text: string;
  readonly at: number;
}

function behind(waiting: readonly Waiting[], codePoint: number): number[] {
  const numbers: number[] = [];
  for (const { fits, next } of waiting) if (fits(codePoint)) numbers.push(next);
  return numbers;
}

function holds(place: Place, { text, at }: Spot): boolean {
  if (place === "start") return at === 0;
  if (place === "end") return at === text.length;
  const isBoundary = isWord(text[at - 1]) !== isWord(text[at]);
  return isBoundary === (place === "boundary");
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}
