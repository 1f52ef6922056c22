import { isJsonObject, type Json } from "../../../core/json.ts";
import type { Run } from "../run.ts";
import type { MakeRule } from "../source.ts";
import { counted } from "../words.ts";
import { namesOf } from "./object-rules.ts";

/** What is counted in one kind of value. */
interface Size {
  readonly noun: string;
  /** `undefined` for values of other kinds. */
  readonly of: (run: Run, value: Json) => number | undefined;
}

const characters: Size = {
  noun: "character",
  of: (run, value) => (typeof value === "string" ? countCodePoints(run, value) : undefined),
};
const items: Size = {
  noun: "item",
  of: (_, value) => (Array.isArray(value) ? value.length : undefined),
};
const members: Size = {
  noun: "member",
  of: (run, value) => (isJsonObject(value) ? namesOf(run, value).length : undefined),
};

export const maxLength = atMost("maxLength", characters);
export const minLength = atLeast("minLength", characters);
export const maxItems = atMost("maxItems", items);
export const minItems = atLeast("minItems", items);
export const maxProperties = atMost("maxProperties", members);
export const minProperties = atLeast("minProperties", members);

function atMost(keyword: string, { noun, of }: Size): MakeRule {
  return (source) => {
    const most = source.number(keyword);
    const limit = counted(most, noun);
    return (run, value) => {
      const size = of(run, value) ?? 0;
      return size <= most || run.fail(keyword, () => `must have at most ${limit}, has ${size}`);
    };
  };
}

function atLeast(keyword: string, { noun, of }: Size): MakeRule {
  return (source) => {
    const least = source.number(keyword);
    const limit = counted(least, noun);
    return (run, value) => {
      const size = of(run, value) ?? least;
      return size >= least || run.fail(keyword, () => `must have at least ${limit}, has ${size}`);
    };
  };
}

function countCodePoints(run: Run, text: string): number {
  run.spend(text.length >> 4);
  let count = text.length;
  for (let i = 0; i < text.length - 1; i += 1) if (isPair(text, i)) count -= 1;
  return count;
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
