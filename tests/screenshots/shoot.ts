import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";

/** Until a page shows what it asked for. One with a live stream is never without a request. */
const SETTLE_MS = 1500;

export interface Shot {
  readonly url: string;
  readonly file: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: "light" | "dark";
}

/** Takes a picture of what fits into the window, without motion and without a caret. */
export async function shoot(browser: Browser, shot: Shot): Promise<void> {
  const { url, file, viewport, colorScheme } = shot;
  const context = await browser.newContext({
    viewport,
    colorScheme,
    deviceScaleFactor: 1,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "load" });
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await wait(SETTLE_MS);
  await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
  await context.close();
}
