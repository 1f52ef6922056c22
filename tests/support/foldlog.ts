import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { temporary } from "./workerd.ts";

const START = [process.execPath, "scripts/start.ts"];

/** The whole product as its users start it, page and headers included, with data of its own. */
export class Foldlog implements AsyncDisposable {
  readonly #command: readonly string[];
  readonly #port: number;
  /** The directory that it keeps everything in. */
  readonly data = temporary("product");
  /** What it has written since it was started, its answers to requests included. */
  log = "";
  #server: ChildProcess | undefined;

  private constructor(command: readonly string[], port: number) {
    this.#command = command;
    this.#port = port;
  }

  /** Builds it and waits until it answers. `command` takes the options of wrangler dev behind it. */
  static async started(command: readonly string[] = START): Promise<Foldlog> {
    const foldlog = new Foldlog(command, await freePort());
    await foldlog.start();
    return foldlog;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** After a stop: again on the same port, with the same data. */
  async start(): Promise<void> {
    const [program = "", ...rest] = this.#command;
    const options = ["--port", String(this.#port), "--persist-to", this.data];
    this.#server = spawn(program, [...rest, ...options], {
      stdio: ["ignore", "pipe", "pipe"],
      // Vitest's own NODE_ENV would make Vite build the page for development.
      env: { ...process.env, NODE_ENV: undefined },
    });
    for (const output of [this.#server.stdout, this.#server.stderr])
      output?.on("data", (chunk: Buffer) => (this.log += chunk.toString()));
    this.#server.stderr?.pipe(process.stderr);
    await lineWith(this.#server, "Ready on");
  }

  /** Resolves when the process has ended. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill();
    await ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

async function lineWith({ stdout }: ChildProcess, text: string): Promise<void> {
  if (!stdout) throw new Error("The server's output is not to be read");
  for await (const line of createInterface({ input: stdout }))
    if (line.includes(text)) {
      // A full pipe would stop the server, which writes a line for each request.
      stdout.resume();
      return;
    }
  throw new Error(`The server ended before it said "${text}"`);
}

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
