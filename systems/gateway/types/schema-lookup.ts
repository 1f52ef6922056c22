import { isJsonObject, type Json } from "../../../core/json.ts";

/** What a reference inside of a schema leads to; `undefined` if it leads nowhere, or out of the schema. */
export function schemaAt(root: Json, reference: string): Json | undefined {
  const tokens = pointerTokens(reference);
  let found: Json | undefined = tokens && root;
  for (const token of tokens ?? []) {
    if (Array.isArray(found))
      found = /^(0|[1-9]\d*)$/.test(token) ? found[Number(token)] : undefined;
    else if (isJsonObject(found) && Object.hasOwn(found, token)) found = found[token];
    else return undefined;
  }
  return found;
}

/** The last name in a reference, such as `color` in `#/$defs/color`. */
export function lastName(reference: string): string {
  return pointerTokens(reference)?.at(-1) ?? "";
}

function pointerTokens(reference: string): string[] | undefined {
  if (!/^#(\/|$)/.test(reference)) return undefined;
  const tokens = reference.split("/").slice(1);
  try {
    return tokens.map((token) =>
      decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~"),
    );
  } catch {
    return undefined;
  }
}
