import type { Key } from "../../core/key.ts";
import type { CompatibilityMode } from "./compatibility-mode.ts";
import type { EventQuarantined } from "./events.ts";

/** A client's event. */
export type TopicRow = {
  /** 0: it was sent to before anybody registered it, which only another program can have done. */
  readonly version: number;
  readonly compatibility: CompatibilityMode;
  /** Of the version. */
  readonly registeredAt: string;
  readonly sent: number;
  /** `null`: none was sent yet. */
  readonly lastSentAt: string | null;
  /** In quarantine now. */
  readonly quarantined: number;
};

/** An event in quarantine, by its position. */
export type QuarantinedRow = EventQuarantined["data"] & {
  /** Or `eye.<application>`. */
  readonly topic: string;
  readonly quarantinedAt: string;
};

/** The events of a topic that are in quarantine for one reason. */
export type ReasonRow = {
  readonly count: number;
  /** Of the newest. */
  readonly quarantinedAt: string;
};

export const TOPIC = "topic";
export const QUARANTINED = "quarantined";
export const PLACE = "place";
export const REASON = "reason";

export function topicKey(client: string, event: string): Key {
  return [TOPIC, client, event];
}

export function quarantinedKey(position: number): Key {
  return [QUARANTINED, position];
}

/** Leads to the position of what was quarantined at a revision of a topic's quarantine. */
export function placeKey(topic: string, revision: number): Key {
  return [PLACE, topic, revision];
}

export function reasonKey(topic: string, reason: string): Key {
  return [REASON, topic, reason];
}
