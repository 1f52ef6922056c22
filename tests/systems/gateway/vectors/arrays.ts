import { type Vector, DRAFT_7, TEXT, WHOLE, array } from "./vector.ts";

export const ARRAY_VECTORS: readonly Vector[] = [
  [
    "a tuple that goes on",
    array({ prefixItems: [TEXT] }),
    array({ prefixItems: [TEXT], items: {} }),
    [],
  ],
  [
    "a tuple that ends",
    array({ prefixItems: [TEXT] }),
    array({ prefixItems: [TEXT], items: false }),
    ["additional-items-closed /items"],
  ],
  [
    "a tuple of draft 7",
    { ...DRAFT_7, ...array({ items: [WHOLE], additionalItems: TEXT }) },
    { ...DRAFT_7, ...array({ items: [{ type: "number" }], additionalItems: WHOLE }) },
    ["type-narrowed /additionalItems/type"],
  ],
  ["fewer items", array({ minItems: 1 }), array({ minItems: 2 }), ["min-items-narrowed /minItems"]],
  ["more items", array({ maxItems: 3 }), array({ maxItems: 2 }), ["max-items-narrowed /maxItems"]],
  ["equal items", array({}), array({ uniqueItems: true }), ["unique-items-added /uniqueItems"]],
  ["an item at most", array({ maxItems: 1 }), array({ uniqueItems: true }), []],
  [
    "an item that is found",
    array({ contains: WHOLE }),
    array({ contains: { type: "number" } }),
    [],
  ],
  ["an item that is sought", array({}), array({ contains: TEXT }), ["contains-added /contains"]],
  [
    "items that are too many",
    array({ contains: TEXT }),
    array({ contains: TEXT, maxContains: 2 }),
    ["contains-narrowed /maxContains"],
  ],
];
