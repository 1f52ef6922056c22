import type { Json } from "../core/json.ts";

/** JSON of which the shape is known: a row that the same projection made, or parameters that whoever asks has checked. */
export function trusted<Value>(json: Json): Value {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return json as unknown as Value;
}
