import { execFile, spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporary } from "./support/workerd.ts";

const README = readFileSync("README.md", "utf8");
const run = promisify(execFile);

describe("the README", () => {
  let server: ChildProcess;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    const options = ["--port", String(port), "--persist-to", temporary("readme")];
    server = spawn("npm", ["start", "--", ...options], { stdio: ["ignore", "pipe", "inherit"] });
    await lineWith(server, "Ready on");
  });
  afterAll(() => server.kill());

  const steps = [...README.matchAll(/^\$ (.+)\n([^`$]*)/gm)].map(
    ([, command = "", output = ""]) => [command, output] as const,
  );

  it("has a tour", () => expect(steps.length).toBeGreaterThan(10));

  it.each(steps)("tells what this prints: %s", async (command, output) => {
    const { stdout } = await run("bash", [
      "-c",
      command.replaceAll("localhost:8787", `127.0.0.1:${port}`),
    ]);
    const pattern = output
      .trim()
      .split("…")
      .map((text) => escape(text))
      .join(".+");
    expect(stdout.trim()).toMatch(new RegExp(`^${pattern}$`));
  });

  it("has at most 200 lines", () => expect(README.split("\n").length).toBeLessThanOrEqual(201));
});

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

async function lineWith(child: ChildProcess, text: string): Promise<void> {
  if (!child.stdout) throw new Error("The server's output is not to be read");
  for await (const line of createInterface({ input: child.stdout }))
    if (line.includes(text)) return;
  throw new Error(`The server ended before it said "${text}"`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
