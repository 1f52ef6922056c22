import { parseIJson } from "../core/i-json.ts";
import type { Json } from "../core/json.ts";
import type { FieldError } from "../core/problem.ts";
import type { Difference } from "../systems/gateway/compatibility/check-compatibility.ts";
import type { CompatibilityMode } from "../systems/gateway/compatibility-mode.ts";
import { TOPIC_PART, type Topic } from "../systems/gateway/topic.ts";
import type { ShownVersion } from "../worker/gateway/read-versions.ts";

/** What `/schema/versions` answers. */
export interface VersionsAnswer {
  readonly compatibility: CompatibilityMode;
  readonly versions: readonly ShownVersion[];
}

/** What the server has against an event. */
export interface Trial {
  readonly valid: boolean;
  readonly errors: readonly FieldError[];
}

/** What `/schema/check` answers: what would become of a draft. */
export type Verdict =
  | { readonly admitted: false; readonly errors: readonly FieldError[] }
  | {
      readonly admitted: true;
      readonly warnings: readonly FieldError[];
      readonly same: boolean;
      /** That the draft would be. */
      readonly version: number;
      readonly compatibility: CompatibilityMode;
      readonly compatible: boolean;
      readonly differences: readonly Difference[];
      /** Of the events that were sent along. */
      readonly events: readonly Trial[];
      readonly stored: {
        readonly checked: number;
        readonly failed: number;
        readonly failures: readonly {
          readonly position: number;
          readonly errors: readonly FieldError[];
        }[];
      };
    };

/** What `send_event` and `resend` answer. */
export interface SentAnswer {
  readonly position: number;
  readonly version: number;
}

/** What each compatibility asks of a new version. */
export const MODE_MEANINGS: Readonly<Record<CompatibilityMode, string>> = {
  NONE: "Nothing: a new version may be anything.",
  BACKWARD: "Who reads by the new version can read what was sent by the one before it.",
  FORWARD: "Who reads by the version before can read what is sent by the new one.",
  FULL: "Both: either version can read what was sent by the other.",
  BACKWARD_TRANSITIVE: "Who reads by the new version can read what was sent by any before it.",
  FORWARD_TRANSITIVE: "Who reads by any version before can read what is sent by the new one.",
  FULL_TRANSITIVE: "All: any version can read what was sent by any other.",
};

/** Where the gateway takes what is for a topic. */
export function topicPath({ client, event }: Topic): string {
  return `/${client}/${event}`;
}

/** Where the page shows a topic. */
export function topicPage({ client, event }: Topic): string {
  return `/ui/gateway/${client}/${event}`;
}

/** The page of the quarantine has the address that a client of this name would have. */
export const QUARANTINE = "quarantine";

/** Where the page shows a client. */
export function clientPage(client: string): string {
  return `/ui/gateway/${client}${client === QUARANTINE ? "?client=1" : ""}`;
}

/** What is wrong with a name of a client or of an event, in words that follow what it names. */
export function nameFault(name: string): string | undefined {
  if (TOPIC_PART.test(name)) return undefined;
  return "must be 1 to 64 letters, digits or _ ~ -, beginning with a letter or a digit";
}

/** A value in a line, cut if it is long. */
export function inLine(value: Json | undefined, most = 120): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** What a text is as JSON; undefined if it is none, or would not be kept as it is written. */
export function jsonIn(text: string): Json | undefined {
  const parsed = parseIJson(text);
  return parsed.ok ? parsed.value : undefined;
}

export function pretty(json: Json): string {
  return JSON.stringify(json, null, 2);
}
