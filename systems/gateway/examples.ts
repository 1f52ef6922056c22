import type { JsonObject } from "../../core/json.ts";
import type { Topic } from "./topic.ts";

/** An event to begin with: its topic, its schema, and some that fit it. */
export interface Example {
  readonly topic: Topic;
  readonly schema: JsonObject;
  readonly events: readonly Readonly<Record<string, string>>[];
}

/** By the names under which the programs know them. */
export const EXAMPLES: ReadonlyMap<string, Example> = new Map([
  ["fruits", ofOneMember("Fruits", "fruit", ["apple", "banana", "cherry", "mango", "pear"])],
  ["colors", ofOneMember("Colors", "color", ["red", "green", "blue", "yellow", "white"])],
]);

/** Objects with one member, which has one of some values. */
function ofOneMember(event: string, member: string, values: readonly string[]): Example {
  return {
    topic: { client: "SpongeBob", event },
    schema: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      required: [member],
      properties: { [member]: { type: "string", enum: values } },
      additionalProperties: false,
    },
    events: values.map((value) => ({ [member]: value })),
  };
}
