import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printed, stepsIn } from "./support/doc-steps.ts";
import { Foldlog } from "./support/foldlog.ts";

const README = readFileSync("README.md", "utf8");
const run = promisify(execFile);

describe("the README", () => {
  let foldlog: Foldlog;

  beforeAll(async () => {
    foldlog = await Foldlog.started(["npm", "start", "--"]);
  });
  afterAll(() => foldlog.stop());

  const here = (text: string) => text.replaceAll("localhost:8787", new URL(foldlog.url).host);
  const steps = stepsIn(README);

  it("has a tour", () => expect(steps.length).toBeGreaterThan(10));

  it.each(steps)("tells what this prints: $command", async ({ command, output }) => {
    const { stdout } = await run("bash", ["-c", here(command)]);
    expect(stdout.trim()).toMatch(printed(output));
  });

  const examples = [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);

  it("has two examples in TypeScript", () => expect(examples).toHaveLength(2));

  it.each(examples)("has an example that prints what its comments say: %s", async (code) => {
    const comments = [...code.matchAll(/console\.log\(.*\/\/ (.*)/g)].flatMap(([, comment = ""]) =>
      comment.split(", then "),
    );
    const args = ["--no-warnings", "--input-type=module-typescript", "--eval", here(code)];
    const { stdout } = await run("node", args);
    expect(comments.length).toBeGreaterThan(1);
    expect(stdout.trim().split("\n")).toEqual(comments);
  });

  it("has at most 200 lines", () => expect(README.split("\n").length).toBeLessThanOrEqual(201));
});
