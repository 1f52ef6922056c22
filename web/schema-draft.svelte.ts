import type { Json } from "../core/json.ts";
import {
  COMPATIBILITY_MODES,
  type CompatibilityMode,
} from "../systems/gateway/compatibility-mode.ts";
import type { Topic } from "../systems/gateway/topic.ts";
import { foldlog } from "./foldlog.ts";
import { jsonIn, topicPath, type Verdict } from "./gateway-text.ts";
import { KeptText } from "./kept-text.svelte.ts";

/** After the last change, before the server is asked. */
const PAUSE_MS = 400;

export interface Base {
  /** The schema that is changed. */
  readonly text: string;
  readonly compatibility: CompatibilityMode;
}

interface Question {
  /** Of the last stored events, how many the draft is checked against. */
  readonly stored: number;
  /** To be tried on the draft; undefined: none. */
  readonly event: Json | undefined;
}

/** A schema that is being written, and what would become of it. */
export class SchemaDraft {
  /** Undefined until it is known. */
  verdict = $state.raw<Verdict>();
  /** Why there is no verdict. */
  error = $state.raw<unknown>();
  /** Whether the verdict is of what was written before. */
  isChecking = $state(false);
  readonly #topic: Topic;
  #base = $state.raw<Base>({ text: "", compatibility: "BACKWARD" });
  readonly #kept: KeptText;
  readonly #keptMode: KeptText;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(topic: Topic) {
    const name = `${topic.client}.${topic.event}`;
    this.#topic = topic;
    this.#kept = new KeptText(`schema:${name}`);
    this.#keptMode = new KeptText(`compatibility:${name}`);
  }

  /** What is registered now: a draft that is the same is none. */
  set base(base: Base) {
    this.#base = base;
    if (this.#kept.text === base.text) this.#kept.text = undefined;
    if (this.#keptMode.text === base.compatibility) this.#keptMode.text = undefined;
  }

  get text(): string {
    return this.#kept.text ?? this.#base.text;
  }

  set text(text: string) {
    this.#kept.text = text === this.#base.text ? undefined : text;
  }

  get compatibility(): CompatibilityMode {
    const kept = this.#keptMode.text;
    return COMPATIBILITY_MODES.find((mode) => mode === kept) ?? this.#base.compatibility;
  }

  set compatibility(mode: CompatibilityMode) {
    this.#keptMode.text = mode === this.#base.compatibility ? undefined : mode;
  }

  /** Whether anything was written. */
  get isChanged(): boolean {
    return this.#kept.text !== undefined || this.#keptMode.text !== undefined;
  }

  /** Undefined while the text is no JSON. */
  get schema(): Json | undefined {
    return jsonIn(this.text);
  }

  /** What is registered. */
  get json(): { readonly schema: Json | undefined; readonly compatibility: CompatibilityMode } {
    return { schema: this.schema, compatibility: this.compatibility };
  }

  discard(): void {
    [this.#kept.text, this.#keptMode.text] = [undefined, undefined];
  }

  /** Asks the server when nobody has written for a moment. */
  checkSoon(question: Question): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.isChecking = this.schema !== undefined;
    if (this.isChecking) this.#timer = setTimeout(() => void this.#check(question), PAUSE_MS);
    else this.verdict = undefined;
  }

  close(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
  }

  async #check({ stored, event }: Question): Promise<void> {
    const turn = this.#turn;
    const path = `${topicPath(this.#topic)}/schema/check?stored=${stored}`;
    const json = { ...this.json, events: event === undefined ? [] : [event] };
    try {
      const verdict = await foldlog.send<Verdict>("POST", path, { json, tries: 2 });
      if (turn === this.#turn) [this.verdict, this.error] = [verdict, undefined];
    } catch (error) {
      if (turn === this.#turn) [this.verdict, this.error] = [undefined, error];
    }
    if (turn === this.#turn) this.isChecking = false;
  }
}

/** What a schema begins with where there is none. */
export const FIRST_SCHEMA: Json = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: { name: { type: "string", description: "What it is called." } },
  required: ["name"],
  additionalProperties: false,
};
