import { gap, quoted } from "./gap.ts";
import { named, typesInWords } from "./json-type.ts";
import type { Keywords } from "./proof.ts";
import { among } from "./written.ts";

/** Constants are tried one by one before it comes to this: here more can be written than can be listed. */
const LISTED: Keywords = {
  keywords: ["const", "enum"],
  rule: "enum-narrowed",
  gaps(written, read) {
    const at = [read.keywords["enum"] === undefined ? "const" : "enum"];
    const message = "other values may be written than those that the reader takes";
    return [gap("enum-added", { written, read, at }, message)];
  },
};

/** `type`, `enum` and `const`, and what nobody can look into. */
export const valueKeywords: readonly Keywords[] = [
  {
    keywords: ["type"],
    rule: "type-narrowed",
    gaps(written, read, proof) {
      const { type } = read.keywords;
      const types = type === undefined ? written.types : named(type);
      const refused = [...written.types].filter(
        (each) => !types.has(each) && !proof.isEmpty(among(written, each)),
      );
      if (refused.length === 0) return [];
      const message = `${typesInWords(new Set(refused))} may be written, which the reader does not take`;
      return [gap("type-narrowed", { written, read, at: ["type"] }, message)];
    },
  },
  LISTED,
  unknown("$ref"),
  unknown("$dynamicRef"),
];

/** A reference has been followed before it comes to this, if it leads anywhere. */
function unknown(keyword: string): Keywords {
  return {
    keywords: [keyword],
    rule: "not-shown",
    gaps(written, read) {
      const ref = read.keywords[keyword];
      if (ref === undefined) return [];
      if (keyword === "$ref" && read.document.resolve(ref)) return [];
      const message = `what ${quoted(ref)} refers to cannot be compared`;
      return [gap("not-shown", { written, read, at: [keyword] }, message)];
    },
  };
}
