import { collected, type CollectedEvent } from "./collected-event.ts";
import type { EventStore } from "./event-store.ts";

/** Of node:fs/promises, what is used here. */
interface Files {
  readFile(path: string, encoding: "utf8"): Promise<string>;
  appendFile(path: string, text: string, options: typeof FLUSH): Promise<void>;
  writeFile(path: string, text: string, options: typeof FLUSH): Promise<void>;
  rename(from: string, to: string): Promise<void>;
}

/** So many lines of events that are gone may stand in the file beside as many as wait. */
const SPARE_LINES = 1000;
/** What was written is on the disk when its promise is resolved. */
const FLUSH = { flush: true };

/**
 * Keeps events in a file of one process at a time. A line is an event, or an array of the ids of events that are
 * gone. It is only ever appended to, and now and then replaced as a whole, so a process may be killed at any time.
 */
export async function openFile(path: string): Promise<EventStore> {
  const store = new FileStore(path, nodeFiles());
  await store.open();
  return store;
}

class FileStore implements EventStore {
  readonly #path: string;
  readonly #files: Files;
  readonly #events = new Map<string, CollectedEvent>();
  #lines = 0;
  #unwritten: string[] = [];
  /** Of what is not yet being written. */
  #next: Promise<void> | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(path: string, files: Files) {
    this.#path = path;
    this.#files = files;
  }

  async open(): Promise<void> {
    const text = await this.#files.readFile(this.#path, "utf8").catch(emptyIfNone);
    for (const line of text.split("\n")) this.#take(line);
    if (this.#lines > this.#events.size) await this.#replace();
  }

  async load(): Promise<readonly CollectedEvent[]> {
    await this.#last;
    return [...this.#events.values()];
  }

  add(events: readonly CollectedEvent[]): Promise<void> {
    for (const event of events) this.#events.set(event.id, event);
    return this.#append(events.map(({ text }) => text));
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#events.delete(id);
    await this.#append([JSON.stringify(ids)]);
    if (this.#lines > 2 * this.#events.size + SPARE_LINES) await this.#replace();
  }

  alone(run: () => Promise<void>): Promise<void> {
    return run();
  }

  /** A line that was cut off, as by a kill, is nothing. */
  #take(line: string): void {
    const told = parsed(line);
    if (Array.isArray(told)) for (const id of told) this.#events.delete(String(id));
    else if (told) this.#events.set(told.id, collected(told.id, line));
    if (line !== "") this.#lines += 1;
  }

  /** With all that comes while the lines before are written. */
  #append(lines: readonly string[]): Promise<void> {
    this.#unwritten.push(...lines);
    this.#next ??= this.#inTurn(() => {
      // Begins with a new line: the one before may have been cut off.
      const text = `\n${this.#unwritten.join("\n")}\n`;
      this.#lines += this.#unwritten.length;
      this.#unwritten = [];
      this.#next = undefined;
      return this.#files.appendFile(this.#path, text, FLUSH);
    });
    return this.#next;
  }

  #replace(): Promise<void> {
    return this.#inTurn(async () => {
      const text = Array.from(this.#events.values(), (event) => `${event.text}\n`).join("");
      this.#lines = this.#events.size;
      await this.#files.writeFile(`${this.#path}.new`, text, FLUSH);
      await this.#files.rename(`${this.#path}.new`, this.#path);
    });
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const done = this.#last.then(run);
    this.#last = done.catch(() => {});
    return done;
  }
}

function parsed(line: string): { readonly id: string } | unknown[] | undefined {
  try {
    const told: { readonly id: string } | unknown[] | null = JSON.parse(line);
    return told ?? undefined;
  } catch {
    return undefined;
  }
}

function emptyIfNone(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
  throw error;
}

/** Asked for and not imported, so that a bundle for browsers knows nothing of it. */
function nodeFiles(): Files {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the client is compiled without Node's types
  const { process } = globalThis as unknown as {
    readonly process: { getBuiltinModule(name: "node:fs/promises"): Files };
  };
  return process.getBuiltinModule("node:fs/promises");
}
