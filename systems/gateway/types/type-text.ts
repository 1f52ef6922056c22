/** A type as TypeScript text. */
export interface TypeText {
  readonly text: string;
  /** It is a union or an intersection, and needs parentheses inside of other types. */
  readonly isLoose: boolean;
}

export const UNKNOWN = single("unknown");
export const NEVER = single("never");

export function single(text: string): TypeText {
  return { text, isLoose: false };
}

/** What one of them describes; `never` if there is none. */
export function union(types: readonly TypeText[]): TypeText {
  if (types.some(({ text }) => text === UNKNOWN.text)) return UNKNOWN;
  return joined(types, { by: " | ", without: NEVER });
}

/** What all of them describe; `unknown` if there is none. */
export function intersection(types: readonly TypeText[]): TypeText {
  return joined(types, { by: " & ", without: UNKNOWN });
}

export function arrayOf(type: TypeText): TypeText {
  return single(`${enclosed(type)}[]`);
}

function joined(
  types: readonly TypeText[],
  { by, without }: { by: string; without: TypeText },
): TypeText {
  const different = new Map(types.map((type) => [type.text, type]));
  different.delete(without.text);
  const [first = without, ...more] = different.values();
  if (more.length === 0) return first;
  return { text: [first, ...more].map((type) => enclosed(type)).join(by), isLoose: true };
}

/** As it stands inside of another type. */
export function enclosed({ text, isLoose }: TypeText): string {
  return isLoose ? `(${text})` : text;
}
