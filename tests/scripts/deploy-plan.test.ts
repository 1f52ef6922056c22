import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deployPlan } from "../../scripts/deploy-plan.ts";
import { isOpenHere } from "../../scripts/is-open-here.ts";
import { temporary } from "../support/workerd.ts";

const config = readFileSync("wrangler.toml", "utf8");
const known = { args: [], config, secrets: ["ADMIN_KEY"] };

describe("a deploy", () => {
  it("goes on with an ADMIN_KEY, and sets no ACCESS", () => {
    expect(deployPlan(known)).toEqual({ args: [] });
    expect(deployPlan({ ...known, args: ["--dry-run"] })).toEqual({ args: ["--dry-run"] });
    const first = { ...known, secrets: undefined, args: ["--secrets-file", "x"] };
    expect(deployPlan(first)).toEqual({ args: ["--secrets-file", "x"] });
  });

  it.each([undefined, [], ["OTHER"]])("without an ADMIN_KEY tells how to set it: %j", (secrets) =>
    expect(deployPlan({ ...known, secrets })).toEqual({
      refusal: expect.stringContaining("npx wrangler secret put ADMIN_KEY"),
    }),
  );

  it.each([
    ["a variable", { args: ["--var", "ACCESS:open"] }],
    ["a variable with another sign", { args: ["--var=ACCESS:open"] }],
    ["several variables", { args: ["--var", "A:1", "ACCESS:open"] }],
    ["wrangler.toml", { config: `${config}\n[vars]\nACCESS = "open"\n` }],
    ["wrangler.toml in a line", { config: `vars = { ACCESS = "open" }\n${config}` }],
    ["variables of another deploy", { args: ["--keep-vars"] }],
    ["a secret", { secrets: ["ADMIN_KEY", "ACCESS"] }],
  ])("does not open a log by %s", (_, more) =>
    expect(deployPlan({ ...known, ...more })).toEqual({
      refusal: expect.stringContaining("npm run deploy -- --open"),
    }),
  );

  it("opens a log if that is said, and warns", () => {
    const args = ["--open", "--dry-run"];
    expect(deployPlan({ ...known, args, secrets: undefined })).toEqual({
      args: ["--dry-run", "--var", "ACCESS:open"],
      warning: expect.stringContaining("everybody on the internet"),
    });
  });
});

describe("npm start", () => {
  it("is open by .dev.vars, unless other variables are given", () => {
    const file = join(temporary("vars"), "keys.env");
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
