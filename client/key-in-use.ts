export interface KeyOptions {
  /** Sent with every request; without it the Foldlog must be open. */
  readonly key?: string | undefined;
  /**
   * Called when a key was not taken, or is missing: gives another one to go on with, which is sent from then on,
   * or `undefined` if there is none. Who waits for an answer meanwhile waits on.
   */
  readonly replaceKey?: (refused: string | undefined) => Promise<string | undefined>;
}

/** The status of an answer to a key that is not taken. */
export const UNAUTHORIZED = 401;

/** The key that is sent, until another one comes in its place. */
export class KeyInUse {
  readonly #replace: NonNullable<KeyOptions["replaceKey"]>;
  #text: string | undefined;

  constructor({ key, replaceKey = noOther }: KeyOptions) {
    [this.#text, this.#replace] = [key, replaceKey];
  }

  get text(): string | undefined {
    return this.#text;
  }

  /** A request that carries the key. */
  on(init: RequestInit): RequestInit {
    const headers = new Headers(init.headers);
    if (this.#text !== undefined) headers.set("authorization", `Bearer ${this.#text}`);
    return { ...init, headers };
  }

  /** The answer to a request with the key, or with another one if it is refused. */
  async fetch(url: URL, init: RequestInit): Promise<Response> {
    const text = this.#text;
    const response = await fetch(url, this.on(init));
    if (response.status !== UNAUTHORIZED || !(await this.isOther(text))) return response;
    await response.body?.cancel();
    return this.fetch(url, init);
  }

  /** Whether there is another key than one that was refused. Then that is in use. */
  async isOther(refused: string | undefined): Promise<boolean> {
    if (this.#text !== refused) return true;
    const other = await this.#replace(refused);
    if (other === undefined) return false;
    this.#text = other;
    return true;
  }
}

function noOther(): Promise<undefined> {
  return Promise.resolve(undefined);
}
