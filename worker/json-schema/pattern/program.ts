import { MAX_PATTERN_SIZE } from "../limits.ts";
import { PatternError, type CharacterTest, type Place, type Syntax } from "./syntax.ts";

/** Stands for the number of the instruction behind the last: here is a match. */
export const END = -1;

/** A pattern as instructions, numbered from 0. `next` is the number of one, or END. */
export type Instruction =
  | { readonly kind: "character"; readonly fits: CharacterTest; readonly next: number }
  | { readonly kind: "place"; readonly place: Place; readonly next: number }
  /** Goes on at each of these. */
  | { readonly kind: "split"; readonly targets: readonly number[] };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly first: number;
  /** A match can only begin where the text does. */
  readonly isAnchored: boolean;
}

/** Throws a PatternError if repetitions make it larger than all patterns of a schema may be. */
export function programOf(syntax: Syntax): Program {
  if (sizeOf(syntax) > MAX_PATTERN_SIZE)
    throw new PatternError(`repeats too much: more than ${MAX_PATTERN_SIZE} characters`);
  const instructions: Instruction[] = [];
  // From the end to the beginning, since each instruction names the next.
  const first = emit(syntax, END, instructions);
  return { instructions, first, isAnchored: isAnchored(syntax) };
}

/** Counted, not built: `(a{1000}){1000}` is a million. */
function sizeOf(syntax: Syntax): number {
  switch (syntax.kind) {
    case "sequence":
      return syntax.parts.reduce((sum, part) => sum + sizeOf(part), 0);
    case "choice":
      return syntax.options.reduce((sum, option) => sum + sizeOf(option), 1);
    case "repeat":
      return sizeOfRepeat(syntax.min, syntax.max, sizeOf(syntax.of));
    default:
      return 1;
  }
}

function sizeOfRepeat(min: number, max: number, size: number): number {
  const optional = max === Infinity ? size + 1 : (max - min) * (size + 1);
  return Math.max(1, min) * Math.max(1, size) + optional;
}

/** Appends the instructions, and answers the number of the first to be followed. */
function emit(syntax: Syntax, next: number, into: Instruction[]): number {
  switch (syntax.kind) {
    case "character":
      return into.push({ kind: "character", fits: syntax.fits, next }) - 1;
    case "place":
      return into.push({ kind: "place", place: syntax.place, next }) - 1;
    case "sequence":
      return syntax.parts.reduceRight((behind, part) => emit(part, behind, into), next);
    case "choice": {
      const targets = syntax.options.map((option) => emit(option, next, into));
      return into.push({ kind: "split", targets }) - 1;
    }
    default:
      return emitRepeat(syntax, next, into);
  }
}

type Repeat = Extract<Syntax, { kind: "repeat" }>;

function emitRepeat({ of, min, max }: Repeat, next: number, into: Instruction[]): number {
  let first = max === Infinity ? emitLoop(of, next, into) : next;
  const optional = max === Infinity ? 0 : max - min;
  for (let i = 0; i < optional; i += 1)
    first = into.push({ kind: "split", targets: [emit(of, first, into), next] }) - 1;
  for (let i = 0; i < min; i += 1) first = emit(of, first, into);
  return first;
}

function emitLoop(of: Syntax, next: number, into: Instruction[]): number {
  const targets = [next];
  const loop = into.push({ kind: "split", targets }) - 1;
  targets.push(emit(of, loop, into));
  return loop;
}

function isAnchored(syntax: Syntax): boolean {
  if (syntax.kind === "place") return syntax.place === "start";
  if (syntax.kind === "choice") return syntax.options.every((option) => isAnchored(option));
  const [first] = syntax.kind === "sequence" ? syntax.parts : [];
  return first !== undefined && isAnchored(first);
}
