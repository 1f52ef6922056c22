import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chanceOf, scatteredId, weighted, whole } from "../../../producer/demo/chance.ts";

const words = fc.array(fc.oneof(fc.string(), fc.nat()), { minLength: 1 });

describe("chance", () => {
  it("gives the same numbers for the same words", () => {
    fc.assert(
      fc.property(words, (some) => {
        const [one, other] = [chanceOf(...some), chanceOf(...some)];
        for (let i = 0; i < 20; i += 1) expect(one()).toBe(other());
      }),
    );
  });

  it("gives other numbers for other words, all from 0 up to 1, as often low as high", () => {
    const numbers = Array.from({ length: 10_000 }, (_, i) => chanceOf(1, "order", i)());
    expect(new Set(numbers).size).toBeGreaterThan(9990);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    const low = numbers.filter((number) => number < 0.5).length;
    expect(Math.abs(low - 5000)).toBeLessThan(250);
  });

  it("draws whole numbers between bounds, and reaches both", () => {
    const chance = chanceOf("die");
    const drawn = new Set(Array.from({ length: 500 }, () => whole(chance, 1, 6)));
    expect(drawn).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it("draws as often as the weights say, and never what weighs nothing", () => {
    const chance = chanceOf("weights");
    const draw = weighted([0, 1, 7, 3, 8], (weight) => (weight < 5 ? weight : 0));
    const drawn = Array.from({ length: 4000 }, () => draw(chance));
    expect(new Set(drawn)).toEqual(new Set([1, 3]));
    const threes = drawn.filter((index) => index === 3).length;
    expect(Math.abs(threes - 3000)).toBeLessThan(150);
  });
});

describe("a scattered id", () => {
  it("has eight hexadecimal digits, and no other number has it", () => {
    const ids = Array.from({ length: 50_000 }, (_, i) => scatteredId(7, i));
    expect(ids.every((id) => /^[0-9a-f]{8}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(50_000);
  });
});
