import { spawn } from "node:child_process";

/** Runs a program; its output and its exit code. It gets one Ctrl-C, as soon as `interrupt` holds of its output. */
export function runProgram(
  file: string,
  args: readonly string[],
  interrupt: (out: string) => boolean = () => false,
): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn("node", [file, ...args]);
    let out = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (out += chunk.toString()));
    // A second Ctrl-C would not wait.
    const timer = setInterval(() => {
      if (!interrupt(out)) return;
      clearInterval(timer);
      child.kill("SIGINT");
    }, 50);
    child.on("close", (code) => {
      clearInterval(timer);
      resolve({ code, out });
    });
  });
}
