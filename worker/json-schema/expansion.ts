import { isJsonObject } from "../../core/json.ts";
import type { Draft } from "./draft.ts";
import { MAX_EXPANSION, MAX_EXPANSION_DEPTH } from "./limits.ts";
import { findPlace, placesOfHeld, type Place } from "./places.ts";

/** The schemas that apply to one value because one of them does, itself included. */
interface Expansion {
  /** Each as often as it applies. */
  readonly schemas: number;
  /** How many lie within each other. */
  readonly depth: number;
}

export interface Fault {
  readonly place: Place;
  readonly message: string;
}

/**
 * Follows the references of schemas as far as they apply to one and the same value, and finds what would
 * go on without end, or for too long. What goes deeper into the value does not count: values end.
 */
export class Expander {
  readonly #root: Place;
  readonly #draft: Draft;
  readonly #known = new Map<Place, Expansion>();
  readonly #open = new Set<Place>();

  constructor(root: Place, draft: Draft) {
    this.#root = root;
    this.#draft = draft;
  }

  /** The first of the places that expands too much. */
  findFault(places: readonly Place[]): Fault | undefined {
    for (const place of places) {
      const message = this.#faultOf(place);
      if (message !== undefined) return { place, message };
    }
    return undefined;
  }

  #faultOf(place: Place): string | undefined {
    const expansion = this.#expand(place);
    if (expansion === "endless") return "applies itself again to the same value, without end";
    if (expansion.depth > MAX_EXPANSION_DEPTH)
      return `applies schemas within schemas, more than ${MAX_EXPANSION_DEPTH} deep, to the same value`;
    if (expansion.schemas > MAX_EXPANSION)
      return `applies more than ${MAX_EXPANSION} schemas to the same value, references followed`;
    return undefined;
  }

  #expand(place: Place): Expansion | "endless" {
    const known = this.#known.get(place);
    if (known) return known;
    if (this.#open.has(place)) return "endless";
    // As deep as the stack should be: what is deeper is refused anyway.
    if (this.#open.size > MAX_EXPANSION_DEPTH) return { schemas: 1, depth: Infinity };
    this.#open.add(place);
    const expansion = this.#sum(appliedBy(place, this.#root, this.#draft));
    this.#open.delete(place);
    if (expansion !== "endless") this.#known.set(place, expansion);
    return expansion;
  }

  #sum(places: readonly Place[]): Expansion | "endless" {
    let [schemas, depth] = [1, 1];
    for (const place of places) {
      const inner = this.#expand(place);
      if (inner === "endless") return "endless";
      schemas += inner.schemas;
      depth = Math.max(depth, 1 + inner.depth);
    }
    return { schemas, depth };
  }
}

/** What applies to a value to which the schema does. */
function appliedBy({ schema, held }: Place, root: Place, draft: Draft): readonly Place[] {
  const ref = isJsonObject(schema) ? schema["$ref"] : undefined;
  const target = typeof ref === "string" ? findPlace(root, ref) : undefined;
  if (target && draft === "7") return [target];
  const own = [...held.values()].filter(({ target: where }) => where === "value");
  return [...(target ? [target] : []), ...own.flatMap((each) => placesOfHeld(each))];
}
