/** What kinds of differences there are between what is written and what is read, and what each means. */
export const RULES = {
  "additional-items-closed": "Longer arrays can be written than are read.",
  "additional-properties-closed":
    "Any property can be written, and the reader takes only those it names.",
  "alternatives-narrowed": "What can be written fits none of the alternatives that are read.",
  "alternatives-overlap":
    "What can be written may fit several alternatives of which one alone is read.",
  "constant-refused": "One of the values that can be written is not read.",
  "contains-added": "Arrays can be written without an item that the reader looks for.",
  "contains-narrowed": "Arrays can be written with more items of a kind than are read.",
  "dependent-required-added":
    "A property can be written without another one that must come with it.",
  "enum-added": "Only listed values are read, and others can be written.",
  "enum-narrowed": "A value that can be written is not among those that are read.",
  "exclusion-added": "What can be written may be what the reader excludes.",
  "max-items-narrowed": "Arrays can be written with more items than are read.",
  "max-length-narrowed": "Longer strings can be written than are read.",
  "max-properties-narrowed": "Objects can be written with more properties than are read.",
  "maximum-narrowed": "Greater numbers can be written than are read.",
  "min-items-narrowed": "Arrays can be written with fewer items than are read.",
  "min-length-narrowed": "Shorter strings can be written than are read.",
  "min-properties-narrowed": "Objects can be written with fewer properties than are read.",
  "minimum-narrowed": "Smaller numbers can be written than are read.",
  "multiple-narrowed": "Numbers can be written that are not multiples of what the reader asks for.",
  "not-shown": "The schemas leave open whether what can be written is read.",
  "nothing-read": "Nothing is read here, and something can be written.",
  "open-property":
    "A property is read that events could have all along, in any form, without the writer knowing it. Allowed.",
  "pattern-changed": "Strings can be written that need not match the pattern that is read.",
  "property-names-narrowed": "Names of properties can be written that are not read.",
  "property-removed": "A property can be written that the reader refuses.",
  "required-added": "An event can be written without a property that the reader requires.",
  "too-complex": "The schemas are too large to be compared within the time there is.",
  "type-narrowed": "A type of value can be written that is not read.",
  "unique-items-added": "Arrays can be written with equal items, and are read only without.",
} as const;

export type Rule = keyof typeof RULES;
