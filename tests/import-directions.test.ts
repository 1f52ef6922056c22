import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporary } from "./support/workerd.ts";

const cases: readonly [file: string, code: string, fine: boolean][] = [
  ["core/a.ts", 'import { b } from "./b.ts"', true],
  ["core/a.ts", 'import { LogStore } from "../durable/log-store.ts"', false],
  ["core/a.ts", 'import type { System } from "../systems/index.ts"', false],
  ["core/a.ts", 'import * as z from "zod"', false],
  ["core/a.ts", "export const now = Date.now()", false],
  ["core/a.ts", "export const chance = Math.random()", false],
  ["systems/counter/a.ts", 'import type { Json } from "../../core/json.ts"', true],
  ["systems/counter/a.ts", 'import { Hono } from "hono"', false],
  ["systems/counter/a.ts", 'import { LogStore } from "../../durable/log-store.ts"', false],
  ["systems/counter/a.ts", "export const now = new Date()", false],
  ["systems/counter/a.ts", "export const now = globalThis.Date.now()", false],
  ["systems/accounts/commands.ts", 'import type { A } from "./events.ts"', true],
  ["systems/accounts/commands.ts", 'import { a } from "./projections.ts"', false],
  ["systems/accounts/commands.ts", 'import { a } from "../accounts/queries.ts"', false],
  ["systems/accounts/commands.ts", 'import { Hono } from "hono"', false],
  ["systems/accounts/commands.ts", "export const now = Date.now()", false],
  ["systems/accounts/projections.ts", 'import { a } from "./queries.ts"', true],
  ["systems/accounts/projections.ts", 'import { a } from "./commands.ts"', false],
  ["systems/accounts/queries.ts", 'import type { A } from "./commands.ts"', false],
  ["systems/accounts/queries.ts", 'import { LogStore } from "../../durable/log-store.ts"', false],
  ["durable/a.ts", 'import { DurableObject } from "cloudflare:workers"', true],
  ["durable/a.ts", 'import { Hono } from "hono"', false],
  ["durable/a.ts", 'import { routes } from "../worker/routes.ts"', false],
  ["durable/a.ts", 'import { systemOf } from "../systems/index.ts"', true],
  ["durable/a.ts", 'import { counter } from "../systems/counter/index.ts"', false],
  ["worker/routes/a.ts", 'import type { LogRpc } from "../../durable/log-rpc.ts"', true],
  ["worker/routes/a.ts", 'import { LogStore } from "../../durable/log-store.ts"', false],
  ["client/a.ts", 'import type { Problem } from "../core/problem.ts"', true],
  ["client/a.ts", 'import { success } from "../core/problem.ts"', false],
  ["client/a.ts", 'import { Hono } from "hono"', false],
  ["web/a.ts", 'import { counter } from "../systems/counter/index.ts"', true],
  ["web/a.ts", 'import { LogStore } from "../durable/log-store.ts"', false],
  ["web/a.ts", 'import { LogStore } from "./../durable/log-store.ts"', false],
  ["web/a.ts", 'import { mount } from "svelte"', true],
  ["web/a.ts", 'import type { Env } from "../worker/env.ts"', true],
  ["web/a.ts", 'import * as z from "zod"', false],
  ["web/a.svelte", 'import { LogStore } from "../durable/log-store.ts"', false],
  ["web/a.svelte", 'import type { LogRpc } from "../durable/log-rpc.ts"', false],
  ["producer/a.ts", 'import { randomInt } from "node:crypto"', true],
  ["producer/a.ts", 'import { LogStore } from "../durable/log-store.ts"', false],
];

const directory = temporary("lint");

describe("the linter", () => {
  it.each(cases)("in %s, of %s, thinks: %s", (file, code, fine) => {
    const root = mkdtempSync(join(directory, "case-"));
    copyFileSync(".oxlintrc.json", join(root, ".oxlintrc.json"));
    mkdirSync(dirname(join(root, file)), { recursive: true });
    const source = file.endsWith(".svelte")
      ? `<script lang="ts">\n${code}\n</script>\n`
      : `${code}\n`;
    writeFileSync(join(root, file), source);
    const { stdout } = spawnSync("oxlint", ["--format", "json"], { cwd: root, encoding: "utf8" });
    const { diagnostics }: { diagnostics: { code: string }[] } = JSON.parse(stdout);
    const restricted = diagnostics.filter((diagnostic) =>
      diagnostic.code.includes("no-restricted"),
    );
    expect(restricted).toHaveLength(fine ? 0 : 1);
  });
});
