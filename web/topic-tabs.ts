import type { Component } from "svelte";
import type { Topic } from "../systems/gateway/topic.ts";
import type { VersionsAnswer } from "./gateway-text.ts";

/** What each part of a topic's page is given. */
export interface TabProps {
  readonly topic: Topic;
  /** Undefined: nobody has registered it. */
  readonly registered: VersionsAnswer | undefined;
  /** To be called when a version was registered. */
  readonly onregistered: () => void;
}

interface Tab {
  readonly id: string;
  readonly name: string;
  readonly load: () => Promise<{ readonly default: Component<TabProps> }>;
}

export const DRAFT_TAB: Tab = {
  id: "draft",
  name: "Draft",
  load: () => import("./parts/topic-draft.svelte"),
};

/** The parts of a topic's page, each loaded when it is gone to. */
export const TOPIC_TABS: readonly Tab[] = [
  { id: "schema", name: "Schema", load: () => import("./parts/topic-schema.svelte") },
  DRAFT_TAB,
  { id: "send", name: "Send", load: () => import("./parts/topic-send.svelte") },
  { id: "listen", name: "Listen", load: () => import("./parts/topic-listen.svelte") },
  { id: "quarantine", name: "Quarantine", load: () => import("./parts/topic-quarantine.svelte") },
];
