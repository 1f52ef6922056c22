const PREFIX = "foldlog:";

/** A text that somebody writes. It stays while they move about, until the browser's tab is closed. */
export class KeptText {
  readonly #name: string;
  #text = $state<string>();

  constructor(name: string) {
    this.#name = PREFIX + name;
    this.#text = read(this.#name);
  }

  /** Undefined: nothing was written, or it was given up. */
  get text(): string | undefined {
    return this.#text;
  }

  set text(text: string | undefined) {
    this.#text = text;
    write(this.#name, text);
  }
}

// A browser may forbid storage, or have no room; then the text stays for as long as it is shown.
function read(name: string): string | undefined {
  try {
    return sessionStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    // As above.
  }
}
