import { alternativeKeywords } from "./alternatives.ts";
import { arrayKeywords } from "./arrays.ts";
import { containsKeywords } from "./contains.ts";
import { nameKeywords } from "./names.ts";
import { numberKeywords } from "./numbers.ts";
import { objectKeywords } from "./objects.ts";
import { stringKeywords } from "./strings.ts";
import { valueKeywords } from "./values.ts";
import type { Keywords } from "./proof.ts";

/** All keywords that bear on events, but for those that are unfolded. */
export const KEYWORDS: readonly Keywords[] = [
  ...valueKeywords,
  ...nameKeywords,
  ...objectKeywords,
  ...arrayKeywords,
  ...containsKeywords,
  ...stringKeywords,
  ...numberKeywords,
  ...alternativeKeywords,
];
