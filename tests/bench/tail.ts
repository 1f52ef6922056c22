import { setTimeout as wait } from "node:timers/promises";
import type { CDPSession, Page } from "playwright-core";
import { positionsIn, VisitedFoldlog } from "../support/visited-foldlog.ts";

const PER_SECOND = 1000;
const SECONDS = 30;
const BATCH = 20;
const MOST_BUSY = 0.15;
const MOST_CHANGE = 0.05;

/**
 * The page of events at 1,000 events a second: how busy the main thread is, how many elements there are,
 * and whether each position is in the list once when all is over.
 */
export async function benchTail(): Promise<boolean> {
  const foldlog = await VisitedFoldlog.started();
  try {
    await foldlog.append(BATCH);
    const page = await foldlog.visit("/ui/events");
    const running = append(foldlog);
    // What a page does once, when it is opened, is not its tail.
    await wait(2000);
    const measured = await measure(page);
    const appended = await running;
    const seen = await listed(page, appended);
    await foldlog.endVisits();
    return told({ ...measured, ...seen, appended });
  } finally {
    await foldlog.stop();
  }
}

/** How many events were appended, at the times that are due. */
async function append(foldlog: VisitedFoldlog): Promise<number> {
  const start = performance.now();
  const count = PER_SECOND * (SECONDS + 4);
  for (let sent = 0; sent < count; sent += BATCH) {
    await wait(Math.max(0, start + (sent * 1000) / PER_SECOND - performance.now()));
    await foldlog.append(BATCH);
  }
  return count + BATCH;
}

interface Measured {
  /** Share of the time in which the main thread had something to do. */
  readonly busy: number;
  /** Elements at the least and at the most. */
  readonly elements: readonly [number, number];
}

async function measure(page: Page): Promise<Measured> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const [before, start] = [await taskSeconds(devtools), performance.now()];
  const counts: number[] = [];
  while (performance.now() - start < SECONDS * 1000) {
    await wait(500);
    counts.push(await page.evaluate<number>("document.getElementsByTagName('*').length"));
  }
  const busy = (await taskSeconds(devtools)) - before;
  const elements = [Math.min(...counts), Math.max(...counts)] as const;
  return { busy: (busy * 1000) / (performance.now() - start), elements };
}

async function taskSeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
}

/** Scrolls from the newest event to the first one; rows without a gap are positions without one. */
async function listed(page: Page, appended: number): Promise<{ found: number; faults: number }> {
  const list = page.getByRole("rowgroup");
  for (let i = 0; i < 50 && (await positionsIn(page))[0] !== appended; i += 1) await wait(100);
  const known = new Set<number>();
  let faults = 0;
  for (let scrolled = -1; ;) {
    const positions = await positionsIn(page);
    for (const position of positions) known.add(position);
    faults += positions.slice(1).filter((position, i) => position + 1 !== positions[i]).length;
    const top = await list.evaluate((element) => {
      element.scrollBy(0, element.clientHeight);
      return element.scrollTop;
    });
    if (top === scrolled) return { found: known.size, faults };
    scrolled = top;
    await page.evaluate("new Promise(requestAnimationFrame)");
  }
}

interface Result extends Measured {
  readonly appended: number;
  readonly found: number;
  readonly faults: number;
}

function told({ busy, elements: [least, most], appended, found, faults }: Result): boolean {
  const change = most / least - 1;
  console.log(`tail in Chromium, ${PER_SECOND} events a second for ${SECONDS} s`);
  console.log(`  main thread busy: ${percent(busy)} of a core (at most ${percent(MOST_BUSY)})`);
  console.log(
    `  elements: ${least} to ${most}, ${percent(change)} more (at most ${percent(MOST_CHANGE)})`,
  );
  console.log(
    `  positions in the list: ${found} of ${appended}; out of order or twice: ${faults} (at most 0)`,
  );
  return busy <= MOST_BUSY && change <= MOST_CHANGE && found === appended && faults === 0;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
