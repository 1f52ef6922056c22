import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import type { Figure } from "./figure.ts";

const QUIET_MS = 2000;

/** The scripts that Chromium loads before it has rest, in gzip. Streams stay open, so rest is when no script came for a while. */
export async function firstViewScripts(browser: Browser, url: string): Promise<Figure> {
  const page = await browser.newPage();
  const scripts: Promise<Buffer>[] = [];
  let last = performance.now();
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    last = performance.now();
    scripts.push(response.body());
  });
  await page.goto(url, { waitUntil: "load" });
  while (performance.now() - last < QUIET_MS) await wait(100);
  const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body, { level: 9 }).length);
  await page.close();
  if (sizes.length === 0) throw new Error(`${url} loads no script`);
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
  return {
    name: `JavaScript of the first view of ${new URL(url).pathname}, gzip`,
    value: Number(kilobytes.toFixed(1)),
    unit: " kB",
    atMost: 45,
    detail: `${sizes.length} files`,
  };
}
