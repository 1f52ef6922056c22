import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { Foldlog as Client, type Appended } from "../../client/foldlog.ts";
import { launchBrowser } from "./browser.ts";
import { Foldlog } from "./foldlog.ts";
import { startedWithKeys } from "./started-with-keys.ts";
import { WatchedPage } from "./watched-page.ts";

/** Chromium writes every answer that is no success to the console. */
const ANSWERS = /ERR_|status of (40[0134]|409|412|422|5\d\d)/;

/** A Foldlog, and a browser that visits its pages. */
export class VisitedFoldlog {
  readonly server: Foldlog;
  readonly client: Client;
  readonly #browser: Browser;
  #visits: WatchedPage[] = [];

  private constructor(server: Foldlog, browser: Browser, key?: string) {
    this.server = server;
    this.client = new Client(server.url, { key });
    this.#browser = browser;
  }

  static async started(): Promise<VisitedFoldlog> {
    const [server, browser] = await Promise.all([Foldlog.started(), launchBrowser()]);
    return new VisitedFoldlog(server, browser);
  }

  /** One that needs a key. */
  static async startedWithKeys(adminKey: string): Promise<VisitedFoldlog> {
    const [server, browser] = await Promise.all([startedWithKeys(adminKey), launchBrowser()]);
    return new VisitedFoldlog(server, browser, adminKey);
  }

  get url(): string {
    return this.server.url;
  }

  /** A page with a profile of its own, when it is live. */
  async visit(path: string): Promise<Page> {
    const page = await this.open(path);
    await isLive(page);
    return page;
  }

  /** The same, as soon as it is loaded. */
  async open(path: string, look: BrowserContextOptions = {}): Promise<Page> {
    const watched = await WatchedPage.opened(this.#browser, look);
    this.#visits.push(watched);
    await watched.page.goto(this.url + path);
    return watched.page;
  }

  append(count: number, stream = "tail-1"): Promise<Appended> {
    const events = Array.from({ length: count }, (_, n) => ({ type: "Ticked", data: { n } }));
    return this.client.append(stream, events);
  }

  async head(): Promise<number> {
    return (await this.client.get<{ position: number }>("/v1/head")).position;
  }

  /** Closes the pages. Throws if something went wrong in one of them. */
  async endVisits(): Promise<void> {
    const visits = this.#visits;
    this.#visits = [];
    await Promise.all(visits.map((watched) => watched[Symbol.asyncDispose]()));
    for (const watched of visits) watched.assertNoFaults(ANSWERS);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#browser.close(), this.server.stop()]);
  }
}

export function isLive(page: Page): Promise<void> {
  return page.getByRole("status").getByText("Live", { exact: true }).waitFor();
}

/** Of the events that the list shows, from the top. */
export async function positionsIn(page: Page): Promise<number[]> {
  return (await page.getByRole("table").getByRole("link").allInnerTexts()).map(Number);
}

export async function scrollTo(page: Page, top: number): Promise<void> {
  await page.getByRole("rowgroup").evaluate((list, to) => list.scrollTo(0, to), top);
}
