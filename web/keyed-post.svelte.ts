import type { Json } from "../core/json.ts";
import { newId } from "../client/new-id.ts";
import { Refused } from "../client/send-with-retries.ts";
import { foldlog, PATIENT } from "./foldlog.ts";

/**
 * What a form posts: one request at a time, and again with the same Idempotency-Key as long as it has not
 * been answered, so that it counts once.
 */
export class KeyedPost<Answer> {
  sending = $state(false);
  /** Why the last one failed. */
  error = $state.raw<unknown>();
  #unanswered: { readonly body: string; readonly key: string } | undefined;

  /** Undefined if it failed, or if another one is under way. */
  async send(
    path: string,
    json: object | Json,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer | undefined> {
    if (this.sending) return undefined;
    this.sending = true;
    try {
      const keyed = { "idempotency-key": this.#keyOf(json), ...headers };
      const answer = await foldlog.send<Answer>("POST", path, { ...PATIENT, json, headers: keyed });
      this.#unanswered = undefined;
      this.error = undefined;
      return answer;
    } catch (error) {
      this.error = error;
      // A refusal is an answer; what is sent next is something else.
      if (error instanceof Refused && error.status < 500) this.#unanswered = undefined;
      return undefined;
    } finally {
      this.sending = false;
    }
  }

  /** What the server says of a field; undefined where it says nothing. */
  faultAt(pointer: string): string | undefined {
    if (!(this.error instanceof Refused)) return undefined;
    return this.error.problem?.errors?.find((one) => one.pointer === pointer)?.message;
  }

  #keyOf(json: object | Json): string {
    const body = JSON.stringify(json);
    if (this.#unanswered?.body !== body) this.#unanswered = { body, key: newId() };
    return this.#unanswered.key;
  }
}
