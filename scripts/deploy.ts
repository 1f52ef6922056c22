// npm run deploy: builds and deploys, unless that would put an open log on the internet by accident, or one that
// nobody could use. Everything behind `--` goes to wrangler, but for --open.
import { spawnSync } from "node:child_process";
import { deployPlan, whichWorker } from "./deploy-plan.ts";

const isWindows = process.platform === "win32";

const args = process.argv.slice(2);

function secretNames(): string[] | undefined {
  const list = ["secret", "list", "--format", "json", ...whichWorker(args)];
  const listed = spawnSync("wrangler", list, {
    encoding: "utf8",
    shell: isWindows,
  });
  // There may be no Worker yet; deploying tells what else is wrong.
  if (listed.status !== 0) return undefined;
  const secrets: { name: string }[] = JSON.parse(listed.stdout);
  return secrets.map(({ name }) => name);
}

const plan = deployPlan({ args, secrets: secretNames() });
if ("refusal" in plan) {
  console.error(plan.refusal);
  process.exit(1);
}
if (plan.warning !== undefined) console.warn(`\n  !!  ${plan.warning}\n`);
// The build is in wrangler.toml.
const deployed = spawnSync("wrangler", ["deploy", ...plan.args], {
  stdio: "inherit",
  shell: isWindows,
});
process.exit(deployed.status ?? 1);
