import { type Vector, DRAFT_7, TEXT, WHOLE, object, closed } from "./vector.ts";

export const OBJECT_VECTORS: readonly Vector[] = [
  [
    "an optional property of an open object",
    object({ name: TEXT }),
    object({ name: TEXT, size: WHOLE }),
    ["open-property? /properties/size"],
  ],
  [
    "an optional property of a closed object",
    closed({ name: TEXT }),
    closed({ name: TEXT, size: WHOLE }),
    [],
  ],
  [
    "a property that was written in any form",
    object({ size: true }),
    object({ size: WHOLE }),
    ["type-narrowed /properties/size/type"],
  ],
  [
    "a property that some events have in another form",
    { anyOf: [object({ size: TEXT }), object({ name: TEXT })] },
    object({ size: WHOLE }),
    ["type-narrowed /properties/size/type", "open-property? /properties/size"],
  ],
  [
    "a property that is required now",
    object({ name: TEXT }),
    object({ name: TEXT }, { required: ["name"] }),
    ["required-added /required"],
  ],
  ["a property that is optional now", object({}, { required: ["name"] }), object({}), []],
  ["a property that is gone", object({ name: TEXT }), object({}), []],
  [
    "a property that a closed object no longer has",
    closed({ name: TEXT, size: WHOLE }),
    closed({ name: TEXT }),
    ["property-removed /properties/size"],
  ],
  [
    "an object that is closed",
    object({ name: TEXT }),
    closed({ name: TEXT }),
    ["additional-properties-closed /additionalProperties"],
  ],
  [
    "other properties of a narrower type",
    { additionalProperties: { type: ["string", "null"] } },
    { additionalProperties: TEXT },
    ["type-narrowed /additionalProperties/type"],
  ],
  [
    "a property that took part in the others",
    { additionalProperties: TEXT },
    { properties: { size: WHOLE }, additionalProperties: TEXT },
    ["type-narrowed /properties/size/type"],
  ],
  [
    "properties by the same pattern",
    { patternProperties: { "^x-": TEXT }, additionalProperties: false },
    { patternProperties: { "^x-": { type: ["string", "null"] } }, additionalProperties: false },
    [],
  ],
  [
    "properties by names that are no longer taken",
    object({ name: TEXT }),
    object({ name: TEXT }, { propertyNames: { maxLength: 9 } }),
    ["property-names-narrowed /propertyNames"],
  ],
  [
    "names that are listed",
    { type: "object", propertyNames: { enum: ["a", "b"] } },
    { type: "object", properties: { a: true, b: true, c: true }, additionalProperties: false },
    [],
  ],
  [
    "more properties than are read",
    { maxProperties: 3 },
    { maxProperties: 2 },
    ["max-properties-narrowed /maxProperties"],
  ],
  [
    "as many properties as are required",
    { required: ["a", "b"] },
    { minProperties: 3 },
    ["min-properties-narrowed /minProperties"],
  ],
  [
    "a property that must not come alone",
    object({ a: TEXT, b: TEXT }),
    object({ a: TEXT, b: TEXT }, { dependentRequired: { a: ["b"] } }),
    ["dependent-required-added /dependentRequired/a"],
  ],
  [
    "a dependency in the words of another draft",
    { ...DRAFT_7, dependencies: { a: ["b"], b: { maxProperties: 4 } } },
    { dependentRequired: { a: ["b"] }, dependentSchemas: { b: { maxProperties: 5 } } },
    [],
  ],
];
