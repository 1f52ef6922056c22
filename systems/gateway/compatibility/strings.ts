import { gap, quoted } from "./gap.ts";
import type { Keywords } from "./proof.ts";
import { atLeast, atMost, least, most } from "./sizes.ts";
import type { Written } from "./written.ts";

/** Patterns that are found in every string, be it as nothing at one of its ends. */
const EVERYWHERE = /^(\^?((\.|\w|\[\\s\\S\])\*)?|((\.|\w|\[\\s\\S\])\*)?\$)$/;

export const stringKeywords: readonly Keywords[] = [
  atLeast({
    keyword: "minLength",
    rule: "min-length-narrowed",
    type: "string",
    reach: (written) => least(written, "minLength"),
    what: "characters",
  }),
  atMost({
    keyword: "maxLength",
    rule: "max-length-narrowed",
    type: "string",
    reach: (written) => most(written, "maxLength"),
    what: "characters",
  }),
  {
    keywords: ["pattern"],
    rule: "pattern-changed",
    gaps(written, read) {
      const { pattern } = read.keywords;
      if (typeof pattern !== "string" || !written.types.has("string")) return [];
      if (EVERYWHERE.test(pattern)) return [];
      if (written.parts.some((part) => part.keywords["pattern"] === pattern)) return [];
      const message = `a string may be written that does not match ${quoted(pattern)}`;
      return [gap("pattern-changed", { written, read, at: ["pattern"] }, message)];
    },
  },
];

/** Whether no string has a length that is written. */
export function isLengthEmpty(written: Written): boolean {
  return least(written, "minLength") > most(written, "maxLength");
}
