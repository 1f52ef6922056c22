import { Foldlog } from "../client/foldlog.ts";
import { permits, type Action, type Part } from "../core/scope.ts";
import type { OwnKey } from "../worker/routes/keys.ts";
import { KeptText } from "./kept-text.svelte.ts";

/** What tells of the key of whoever asks. */
export const OWN_KEY = "/v1/keys/self";
/** The id that everybody has where no key is needed. */
const ANYONE = "anyone";

/** The key of this tab, and what it may do. */
class Access {
  /** Undefined until the server has told. */
  own = $state.raw<OwnKey>();
  /** Whether somebody waits for a key. */
  asking = $state(false);
  /** Whether the key that was there is not taken any longer. */
  wasRefused = $state(false);
  readonly #kept = new KeptText("key");
  #asked: Promise<string> | undefined;
  #answer: (key: string) => void = () => {};

  get key(): string | undefined {
    return this.#kept.text;
  }

  /** Whether everybody may do everything. */
  get isOpen(): boolean {
    return this.own?.id === ANYONE;
  }

  /** Of what is of applications, this one's alone may be read. */
  get application(): string | undefined {
    return this.own?.scope.application;
  }

  /** A key in the place of one that is not taken. However many wait, it is asked for once. */
  replace(refused: string | undefined): Promise<string> {
    if (this.key !== undefined && this.key !== refused) return Promise.resolve(this.key);
    this.#asked ??= new Promise((resolve) => {
      this.#answer = resolve;
      [this.asking, this.wasRefused] = [true, refused !== undefined];
    });
    return this.#asked;
  }

  /** Keeps a key, if the server takes it, and gives it to all who wait. Throws what the server says. */
  async offer(key: string): Promise<void> {
    this.own = await new Foldlog(location.origin, { key }).get<OwnKey>(OWN_KEY, {}, { tries: 2 });
    this.#kept.text = key;
    [this.asking, this.#asked] = [false, undefined];
    this.#answer(key);
  }

  /** What was read with the key goes with it. */
  forget(): void {
    this.#kept.text = undefined;
    location.reload();
  }

  /** Whether an action is allowed. Who does not know yet says yes: the server decides. */
  may(action: Action, ...parts: readonly Part[]): boolean {
    return this.own === undefined || permits(this.own.scope, action, parts);
  }
}

export const access = new Access();
