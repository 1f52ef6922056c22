// npm run budgets: what the page and the collector may cost, and how well the page must do. Exits with 1 if a bound is broken.
// With `-- PATH…`: of these pages alone.
import { Foldlog as Client } from "../../client/foldlog.ts";
import { launchBrowser } from "../support/browser.ts";
import { postCounterEvents } from "../support/counter-events.ts";
import { Foldlog } from "../support/foldlog.ts";
import { fillSessions } from "../support/shop-sessions.ts";
import { collectorSize } from "./collector-size.ts";
import { report } from "./figure.ts";
import { firstViewScripts } from "./first-view.ts";
import { lighthouseScores, type FormFactor } from "./lighthouse-scores.ts";

const PAGES = [
  "/ui",
  "/ui/events",
  "/ui/orders",
  "/ui/gateway",
  "/ui/views",
  "/ui/sessions",
  "/ui/sessions/s-ada",
  "/ui/settings",
];
const FORM_FACTORS: readonly FormFactor[] = ["desktop", "mobile"];

const foldlog = await Foldlog.started();
try {
  await postCounterEvents(foldlog.url, { count: 200, seed: 1 });
  await fillSessions(new Client(foldlog.url));
  const kept = [
    report(collectorSize(await servedCollector())),
    ...(await scriptsKept()),
    ...(await lighthouseKept()),
  ];
  process.exitCode = kept.every(Boolean) ? 0 : 1;
} finally {
  await foldlog.stop();
}

async function servedCollector(): Promise<string> {
  const response = await fetch(`${foldlog.url}/collector.js`);
  return response.text();
}

async function scriptsKept(): Promise<boolean[]> {
  const browser = await launchBrowser();
  try {
    return [report(await firstViewScripts(browser, `${foldlog.url}/ui`))];
  } finally {
    await browser.close();
  }
}

async function lighthouseKept(): Promise<boolean[]> {
  const kept: boolean[] = [];
  const asked = process.argv.slice(2);
  for (const page of asked.length > 0 ? asked : PAGES)
    for (const formFactor of FORM_FACTORS) {
      const figures = await lighthouseScores({ url: foldlog.url + page, formFactor });
      kept.push(...figures.map((figure) => report(figure)));
    }
  return kept;
}
