import type { FieldError } from "../core/problem.ts";
import type { Topic } from "../systems/gateway/topic.ts";
import { foldlog } from "./foldlog.ts";
import { jsonIn, topicPath, type Trial } from "./gateway-text.ts";

/** What is wrong with an event that is being written, by the rules of the server. */
export class EventCheck {
  errors = $state.raw<readonly FieldError[]>([]);
  #turn = 0;

  /** What the server said of what was sent, or of what was there to begin with. */
  take(errors: readonly FieldError[]): void {
    this.#turn += 1;
    this.errors = errors;
  }

  /** Asks about a text. Nothing is sent to the topic. */
  async ask(topic: Topic, text: string): Promise<void> {
    const json = jsonIn(text);
    if (json === undefined) return;
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const path = `${topicPath(topic)}/schema/validate`;
      const { errors } = await foldlog.send<Trial>("POST", path, { json, tries: 1 });
      if (turn === this.#turn) this.errors = errors;
    } catch {
      // What keeps the server from answering is told when the event is sent.
    }
  }
}
