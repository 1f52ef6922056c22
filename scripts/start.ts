// npm start: wrangler dev without what it does for its own sake. Everything behind `--` goes to wrangler.
import { spawn } from "node:child_process";
import { isOpenHere } from "./is-open-here.ts";

const given = process.argv.slice(2);
if (isOpenHere(given))
  console.log(
    "ACCESS=open: whoever reaches this port may read and write everything. A deploy lets in only who has a key.",
  );

// Two that are started at once would both take the usual port for debuggers.
const debugging = given.some((arg) => arg.startsWith("--inspector-port"))
  ? []
  : ["--inspector-port", "0"];

// With it the cron trigger can be tried by hand, and wrangler does not warn that it does not ring by itself.
const child = spawn("wrangler", ["dev", "--test-scheduled", ...debugging, ...given], {
  stdio: "inherit",
  shell: process.platform === "win32",
  env: {
    ...process.env,
    // Local tracing adds two fsyncs to each request.
    X_LOCAL_OBSERVABILITY: "false",
    // The visitor's place would be asked of a server on the internet.
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_HIDE_BANNER: "true",
  },
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));

// A killed npm does not tell its script, and would leave the server behind.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill("SIGTERM");
}, 500).unref();
