import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { printed, stepsIn } from "../support/doc-steps.ts";
import { Foldlog, freePort } from "../support/foldlog.ts";
import { Shell } from "../support/shell.ts";
import { temporary } from "../support/workerd.ts";

const DOC = readFileSync("docs/collector.md", "utf8");
const BLOCKS = Array.from(DOC.matchAll(/^```(\w+)\n(.*?)^```$/gms), ([, kind = "", text = ""]) => ({
  kind,
  text,
}));
const [start, serve, ...more] = BLOCKS.filter(({ kind }) => kind === "bash");
const page = BLOCKS.find(({ kind }) => kind === "html");

describe("what is told of the collector", () => {
  const folder = temporary("shop");
  const shell = new Shell();
  let foldlog: Foldlog;
  let browser: Browser;
  let port: number;
  let key = "";
  let server: ChildProcess | undefined;

  beforeAll(async () => {
    port = await freePort();
    const command = start?.text.trim().split(" ");
    [foldlog, browser] = await Promise.all([Foldlog.started(command), launchBrowser()]);
  });
  afterAll(async () => {
    // npx would leave it behind.
    if (server?.pid !== undefined) process.kill(-server.pid);
    await Promise.all([browser.close(), foldlog.stop(), shell.stop()]);
  });

  /** With the addresses, the folder and the key of this test. */
  const here = (text: string) =>
    text
      .replaceAll("localhost:8787", new URL(foldlog.url).host)
      .replaceAll("localhost:8080", `localhost:${port}`)
      .replace("--port 8080", `--port ${port}`)
      .replace("--outDir shop", `--outDir ${folder}`)
      .replace('"shop-events"', JSON.stringify(join(folder, "events")))
      .replace("fl_…", key);

  async function runSteps(text: string): Promise<void> {
    for (const { command, output } of stepsIn(text)) {
      const out = await shell.run(here(command));
      expect(out).toMatch(printed(output));
      key = /"(fl_\w+)"/.exec(out)?.[1] ?? key;
    }
  }

  /** The page, served as the document says, until a click has arrived. */
  async function visit(): Promise<void> {
    writeFileSync(join(folder, "index.html"), here(page?.text ?? ""));
    const [program = "", ...args] = here(serve?.text ?? "")
      .trim()
      .split(" ");
    server = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], detached: true });
    if (server.stdout) await once(server.stdout, "data");
    const visited = await browser.newPage();
    await visited.goto(`http://localhost:${port}`);
    await visited.getByRole("button").click();
    await expect.poll(() => visited.evaluate("collector.status().sent")).toBe(1);
    expect(await visited.evaluate("collector.status()")).toMatchObject({
      waiting: 0,
      quarantined: 0,
    });
  }

  async function runExample(code: string): Promise<void> {
    const [, said] = /console\.log\(.*\/\/ (.*)/.exec(code) ?? [];
    const node = "node --no-warnings --input-type=module-typescript";
    expect(await shell.run(`${node} <<'EOF'\n${here(code)}\nEOF`)).toBe(said);
  }

  const RUNS: Record<string, (text: string) => Promise<void>> = {
    console: runSteps,
    html: visit,
    ts: runExample,
  };

  it("has two commands that go on, which the others need", () => {
    expect(more).toEqual([]);
    expect(new Set(BLOCKS.map(({ kind }) => kind))).toEqual(
      new Set(["bash", ...Object.keys(RUNS)]),
    );
  });

  it.each(BLOCKS.filter(({ kind }) => kind !== "bash"))("is so: $text", ({ kind, text }) =>
    RUNS[kind]?.(text),
  );
});
