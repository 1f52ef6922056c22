import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Nothing that the browser does for itself reaches the network or changes from run to run. */
const OPTIONS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The system's Chromium without a window, with a new profile. It listens for debuggers on `debuggingPort`. */
export function launchBrowser(debuggingPort?: number): Promise<Browser> {
  const debugging = debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`];
  return chromium.launch({ executablePath: chromiumPath(), args: [...OPTIONS, ...debugging] });
}

function chromiumPath(): string {
  if (process.env["CHROMIUM"]) return process.env["CHROMIUM"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  );
  if (found !== undefined) return found;
  throw new Error(
    "There is no Chromium on the PATH. Install it: apt-get install -y chromium. Or name one: CHROMIUM=/path/to/chrome",
  );
}
