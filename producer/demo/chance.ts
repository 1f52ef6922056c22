/**
 * Chance that can be had again. It is by integer arithmetic alone, so it is the same on every machine.
 * The mixing step is the finalizer of Austin Appleby's MurmurHash3.
 */

/** Gives numbers from 0 up to, but not, 1. */
export type Chance = () => number;

const RANGE = 2 ** 32;

/** Always the same numbers for the same words, and others for any others. */
export function chanceOf(...words: readonly (string | number)[]): Chance {
  const text = words.join("/");
  const first = hash(text, 1);
  const second = hash(text, 2);
  let drawn = 0;
  return () => {
    drawn += 1;
    return mix(mix(drawn ^ first) + second) / RANGE;
  };
}

/** A short name for words, of digits and lower-case letters; others have another with all likelihood. */
export function nameOf(...words: readonly (string | number)[]): string {
  return hash(words.join("/"), 3).toString(36).padStart(7, "0");
}

/** Eight hexadecimal digits; two numbers from 0 to 2^32−1 never have the same ones under one seed. */
export function scatteredId(seed: number, number: number): string {
  return mix(mix(number) ^ hash(String(seed), 4))
    .toString(16)
    .padStart(8, "0");
}

/** A whole number, both bounds included. */
export function whole(chance: Chance, from: number, to: number): number {
  return from + Math.floor(chance() * (to - from + 1));
}

/** Each as often as the others. */
export function oneOf<T>(chance: Chance, list: readonly T[]): T {
  return itemAt(list, Math.floor(chance() * list.length));
}

/** Draws from a list, each item as often as its weight says. */
export function weighted<T>(
  list: readonly T[],
  weightOf: (item: T) => number,
): (chance: Chance) => T {
  const draw = weightedIndex(list.map((item) => weightOf(item)));
  return (chance) => itemAt(list, draw(chance));
}

/** Draws the index of a weight, each as often as its weight says. */
export function weightedIndex(weights: readonly number[]): (chance: Chance) => number {
  let sum = 0;
  const bounds = weights.map((weight) => (sum += weight));
  return (chance) => {
    const drawn = chance() * sum;
    let [low, high] = [0, bounds.length - 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (drawn < (bounds[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

function itemAt<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error("There is nothing to choose from.");
  return item;
}

/** An unsigned integer of 32 bits; another salt makes another one. */
function hash(text: string, salt: number): number {
  let state = mix(salt);
  for (let i = 0; i < text.length; i += 1)
    state = Math.imul(state ^ text.charCodeAt(i), 0x01_00_01_93);
  return mix(state);
}

/** One to one on the integers of 32 bits. */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85_eb_ca_6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2_b2_ae_35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
