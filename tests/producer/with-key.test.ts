import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runProgram } from "../support/run-program.ts";
import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "../support/workerd.ts";

const ADMIN_KEY = "an-admin-key-for-programs-alone";

describe("a Foldlog that needs a key", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    const variables = { ACCESS: "keys", ADMIN_KEY };
    runtime = await startWorkerd(bundleFoldlog(), temporary("with-key"), variables);
  });
  afterEach(() => vi.unstubAllEnvs());
  afterAll(() => runtime.stop("SIGKILL"));

  const programs: readonly [file: string, args: readonly string[], done: RegExp][] = [
    ["producer/produce.ts", ["--every", "1", "--count", "2"], /2 events in/],
    ["producer/produce.ts", ["fruits", "--every", "1", "--count", "2"], /2 events in/],
    ["producer/listen.ts", ["fruits"], /"apple"/],
    ["producer/demo.ts", ["--orders", "1"], /orders +[1-9]\d* new/],
  ];

  it.each(programs)("is open to %s %j by the variable FOLDLOG_KEY alone", async (...program) => {
    const [file, args, done] = program;
    // The others end by themselves.
    const isEnough = (out: string) => file.includes("listen") && done.test(out);
    const run = () => runProgram(file, [...args, "--url", runtime.url], isEnough);
    const without = await run();
    expect(without.code).toBe(1);
    expect(without.out).toContain("answers 401");
    expect(without.out).toContain("FOLDLOG_KEY");
    vi.stubEnv("FOLDLOG_KEY", ADMIN_KEY);
    const { code, out } = await run();
    expect(out).toMatch(done);
    expect(code).toBe(0);
  });
});
