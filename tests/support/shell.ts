import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const END = "--- the end of a command ---";

/** A shell that goes on from command to command, so that what one exports the next has. */
export class Shell {
  readonly #shell = spawn("bash", { stdio: ["pipe", "pipe", "inherit"] });
  readonly #lines = createInterface(this.#shell.stdout)[Symbol.asyncIterator]();

  /** What a command prints. */
  async run(command: string): Promise<string> {
    this.#shell.stdin.write(`${command}\nprintf '\\n%s\\n' '${END}'\n`);
    const out: string[] = [];
    for (;;) {
      const { done, value } = await this.#lines.next();
      if (done === true) throw new Error(`The shell ended within: ${command}`);
      if (value === END) return out.join("\n").trim();
      out.push(value);
    }
  }

  async stop(): Promise<void> {
    const ended = once(this.#shell, "exit");
    this.#shell.stdin.end();
    await ended;
  }
}
