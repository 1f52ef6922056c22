/** What a new version of a schema must keep for those who read or write by other versions. */
export const COMPATIBILITY_MODES = [
  "NONE",
  "BACKWARD",
  "FORWARD",
  "FULL",
  "BACKWARD_TRANSITIVE",
  "FORWARD_TRANSITIVE",
  "FULL_TRANSITIVE",
] as const;

export type CompatibilityMode = (typeof COMPATIBILITY_MODES)[number];
