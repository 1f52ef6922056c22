import type { RecordedEvent } from "../core/event.ts";
import { isJsonObject, jsonEqual, type Json } from "../core/json.ts";
import { categoryOf } from "../core/names.ts";
import { systemOf } from "../systems/index.ts";
import { foldlog } from "./foldlog.ts";

export interface Change {
  /** Where in the state, as a JSON Pointer; "" for the whole of it. */
  readonly pointer: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** What an event changed in the fold of its stream; undefined where no system folds it. */
export async function changesBy(event: RecordedEvent): Promise<readonly Change[] | undefined> {
  const system = systemOf(categoryOf(event.stream));
  if (!system) return undefined;
  const { decider } = system;
  const before =
    event.revision === 1
      ? decider.initial
      : (await foldlog.state<Json>(event.stream, { revision: event.revision - 1 })).state;
  return differences(before, decider.evolve(before, event), "");
}

function differences(before: Json | undefined, after: Json | undefined, pointer: string): Change[] {
  if (before !== undefined && after !== undefined && jsonEqual(before, after)) return [];
  if (!isJsonObject(before) || !isJsonObject(after)) return [{ pointer, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => differences(before[name], after[name], `${pointer}/${name}`));
}
