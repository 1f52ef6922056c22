/** A regular expression as a tree. It only says whether there is a match: groups capture nothing, and greed is no matter. */
export type Syntax =
  | { readonly kind: "character"; readonly fits: CharacterTest }
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "sequence"; readonly parts: readonly Syntax[] }
  | { readonly kind: "choice"; readonly options: readonly Syntax[] }
  | { readonly kind: "repeat"; readonly of: Syntax; readonly min: number; readonly max: number };

/** Where a match may stand, without taking a character. */
export type Place = "start" | "end" | "boundary" | "no-boundary";

export type CharacterTest = (codePoint: number) => boolean;

/** A pattern that is not taken; the message says why. */
export class PatternError extends Error {}
