import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deployPlan, whichWorker } from "../../scripts/deploy-plan.ts";
import { isOpenHere } from "../../scripts/is-open-here.ts";
import { temporary } from "../support/workerd.ts";

const known = { args: [], secrets: ["ADMIN_KEY"] };
const KEYS = ["--var", "ACCESS:keys"];

const directory = temporary("deploy");
let files = 0;

function secretsFile(text: string): string {
  files += 1;
  const file = join(directory, `secrets-${files}`);
  writeFileSync(file, text);
  return file;
}

describe("a deploy", () => {
  it("goes on with an ADMIN_KEY, and is for those who have a key", () => {
    expect(deployPlan(known)).toEqual({ args: KEYS });
    const args = ["--keep-vars", "--config", "other.toml", "--var", "A:1", "--env=test"];
    expect(deployPlan({ ...known, args })).toEqual({ args: [...args, ...KEYS] });
  });

  it.each(["ADMIN_KEY=x", "A=1\n export ADMIN_KEY = x", '{ "ADMIN_KEY": "x" }'])(
    "goes on with an ADMIN_KEY in a file of secrets: %j",
    (text) => {
      const args = ["--secrets-file", secretsFile(text)];
      const first = { secrets: undefined, args };
      expect(deployPlan(first)).toEqual({ args: [...args, ...KEYS] });
    },
  );

  it.each([undefined, [], ["OTHER"]])("without an ADMIN_KEY tells how to set it: %j", (secrets) => {
    const refusal = expect.stringContaining("npx wrangler secret put ADMIN_KEY");
    expect(deployPlan({ ...known, secrets })).toEqual({ refusal });
    const args = [`--secrets-file=${secretsFile("# ADMIN_KEY=x\nADMIN_KEYS=1")}`];
    expect(deployPlan({ args, secrets })).toEqual({ refusal });
  });

  it.each([
    ["a variable", { args: ["--var", "ACCESS:open"] }],
    ["a variable with another sign", { args: ["--var=ACCESS:open"] }],
    ["several variables", { args: ["--var", "A:1", "ACCESS:open"] }],
    ["a secret", { secrets: ["ADMIN_KEY", "ACCESS"] }],
    ["the variables of a developer", { args: ["--secrets-file", ".dev.vars"] }],
    ["a file of secrets", { args: [`--secretsFile=${secretsFile("A=1\nexport ACCESS: open")}`] }],
    ["secrets in JSON", { args: ["--secrets-file", secretsFile('{"A":1,"ACCESS":"open"}')] }],
  ])("does not open a log by %s", (_, more) =>
    expect(deployPlan({ ...known, ...more })).toEqual({
      refusal: expect.stringContaining("npm run deploy -- --open"),
    }),
  );

  it.each([
    [["--", "--dry-run"], "Leave it out"],
    [["--cwd", "elsewhere"], "Run npm run deploy in that directory"],
    [["--dispatch-namespace=a"], "npx wrangler deploy"],
    [["--secrets-file", "missing"], "missing cannot be read"],
    [["--secrets-file", "scripts"], "scripts cannot be read"],
    [["--secrets-file", secretsFile('{ /* */ "ACCESS": "open" }')], "cannot be read"],
    [["--secrets-file", ".dev.vars", "--secrets-file", ".dev.vars"], "one --secrets-file"],
  ])("does not do what it cannot follow: %j", (args, what) =>
    expect(deployPlan({ ...known, args })).toEqual({ refusal: expect.stringContaining(what) }),
  );

  it("opens a log if that is said, and warns", () => {
    const args = ["--open", "--dry-run"];
    expect(deployPlan({ args, secrets: undefined })).toEqual({
      args: ["--dry-run", "--var", "ACCESS:open"],
      warning: expect.stringContaining("everybody on the internet"),
    });
  });

  it("asks for the secrets of the Worker that is meant", () => {
    const args = ["--dry-run", "-e", "test", "--name=other", "--var", "A:1", "-c=a.toml"];
    expect(whichWorker(args)).toEqual(["--name=other", "--env=test", "--config=a.toml"]);
    expect(whichWorker(["--envFile", "a.env"])).toEqual(["--env-file=a.env"]);
  });
});

describe("the variable of a deploy", () => {
  const config = (toml: string) => {
    const file = join(directory, "wrangler.toml");
    writeFileSync(join(directory, "worker.js"), "export default {};");
    writeFileSync(
      file,
      `name = "a"\nmain = "worker.js"\ncompatibility_date = "2026-10-20"\n${toml}`,
    );
    return file;
  };

  it.each([
    ['vars.ACCESS = "open"', []],
    ["[vars]\n'ACCESS' = \"open\"", ["--keep-vars"]],
    ['keep_vars = true\n[env.test.vars]\nACCESS = "open"', ["-e", "test"]],
  ])("counts more for wrangler than %j", (toml, more) => {
    const args = ["--config", config(toml), ...more];
    const plan = deployPlan({ ...known, args });
    if ("refusal" in plan) throw new Error(plan.refusal);
    const bindings = (given: readonly string[]) =>
      spawnSync("wrangler", ["deploy", "--dry-run", ...given], { encoding: "utf8" }).stdout;
    expect(bindings(args)).toContain('env.ACCESS ("open")');
    // It does not show what is given by --var.
    expect(bindings(plan.args)).toContain('env.ACCESS ("(hidden)")');
  });
});

describe("npm start", () => {
  it("is open by .dev.vars, unless other variables are given", () => {
    const file = join(directory, "keys.env");
    writeFileSync(file, "ACCESS=keys\n");
    expect(isOpenHere([])).toBe(true);
    expect(isOpenHere(["--port", "1"])).toBe(true);
    expect(isOpenHere(["--env-file", file])).toBe(false);
    expect(isOpenHere([`--env-file=${file}`])).toBe(false);
    writeFileSync(file, 'ACCESS="open"\n');
    expect(isOpenHere(["--env-file", file])).toBe(true);
    expect(isOpenHere(["--env-file", file, "--var", "ACCESS:keys", "ADMIN_KEY:x"])).toBe(false);
    expect(isOpenHere(["--var=ACCESS:keys"])).toBe(false);
    expect(isOpenHere(["--var", "PRODUCER:ACCESS"])).toBe(true);
  });
});
