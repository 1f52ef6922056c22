// npm run screenshots: the README's picture. With `-- --all DIR`: every page, wide and narrow, by day
// and by night, on an empty log and on a full one.
import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { Foldlog as Client } from "../../client/foldlog.ts";
import { fillAlicesAccount } from "../support/alices-account.ts";
import { launchBrowser } from "../support/browser.ts";
import { postCounterEvents } from "../support/counter-events.ts";
import { Foldlog } from "../support/foldlog.ts";
import { fillFruits } from "../support/fruit-topic.ts";
import { fillSessions } from "../support/shop-sessions.ts";
import { shoot, type Shot } from "./shoot.ts";

const run = promisify(execFile);

const PAGES = {
  overview: "/ui",
  events: "/ui/events",
  accounts: "/ui/accounts",
  account: "/ui/accounts/alice",
  "account-then": "/ui/accounts/alice?revision=3",
  orders: "/ui/orders?start_date=2025-11-01&end_date=2026-10-31",
  gateway: "/ui/gateway",
  "gateway-event": "/ui/gateway/SpongeBob/Fruits",
  "gateway-draft": "/ui/gateway/SpongeBob/Fruits?tab=draft",
  quarantine: "/ui/gateway/quarantine",
  views: "/ui/views",
  view: "/ui/views/orders",
  sessions: "/ui/sessions",
  session: "/ui/sessions/s-ada",
  settings: "/ui/settings",
};
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
const COLOR_SCHEMES = ["light", "dark"] as const;

const { values } = parseArgs({ options: { all: { type: "string" } } });
const foldlog = await Foldlog.started();
const browser = await launchBrowser();
try {
  await (values.all === undefined ? shootOverview() : shootAll(values.all));
} finally {
  await browser.close();
  await foldlog.stop();
}

async function shootOverview(): Promise<void> {
  await fill();
  const url = `${foldlog.url}/ui`;
  await shootAndTell({ url, file: "docs/overview.png", viewport: WIDE, colorScheme: "light" });
}

async function shootAll(directory: string): Promise<void> {
  await shootEach(directory, "empty");
  await fill();
  await fillAlicesAccount(foldlog.url);
  await fillFruits(foldlog.url);
  await fillSessions(new Client(foldlog.url));
  await run(process.execPath, ["producer/demo.ts", "--url", foldlog.url]);
  await shootEach(directory, "full");
}

async function shootEach(directory: string, state: "empty" | "full"): Promise<void> {
  for (const [name, path] of Object.entries(PAGES))
    for (const viewport of [WIDE, NARROW])
      for (const colorScheme of COLOR_SCHEMES) {
        const file = join(directory, `${name}-${viewport.width}-${colorScheme}-${state}.png`);
        await shootAndTell({ url: foldlog.url + path, file, viewport, colorScheme });
      }
}

async function shootAndTell(shot: Shot): Promise<void> {
  await shoot(browser, shot);
  console.log(`${shot.file}: ${Math.ceil(statSync(shot.file).size / 1000)} kB`);
}

/** Always the same events. Their times are the log's own, so they are spread a little. */
function fill(): Promise<void> {
  return postCounterEvents(foldlog.url, { count: 200, seed: 2026, pauseMs: 40 });
}
