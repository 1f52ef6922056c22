import type { Browser, BrowserContextOptions, ConsoleMessage, Page } from "playwright-core";

const NOTHING = /^\b$/;

/** Runs in the page before its own scripts do. */
const REPORT_VIOLATIONS = `document.addEventListener("securitypolicyviolation", (violation) =>
  foldlogReportViolation(violation.violatedDirective + " refused " + (violation.blockedURI || "something inline")));`;

/** A page with a profile of its own that remembers what went wrong in it. */
export class WatchedPage implements AsyncDisposable {
  readonly page: Page;
  /** Uncaught exceptions, errors on the console, violations of the content security policy. */
  readonly faults: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on("pageerror", (error) => this.faults.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`console: ${textOf(message)}`);
    });
  }

  static async opened(browser: Browser, look: BrowserContextOptions = {}): Promise<WatchedPage> {
    const context = await browser.newContext(look);
    const watched = new WatchedPage(await context.newPage());
    await watched.page.exposeFunction("foldlogReportViolation", (text: string) =>
      watched.faults.push(`policy: ${text}`),
    );
    await watched.page.addInitScript(REPORT_VIOLATIONS);
    return watched;
  }

  /** Throws what went wrong, but for what a test `expects`, such as requests to a server that it stopped. */
  assertNoFaults(expects: RegExp = NOTHING): void {
    const faults = this.faults.filter((fault) => !expects.test(fault));
    if (faults.length > 0) throw new Error(`In the page:\n  ${faults.join("\n  ")}`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.page.context().close();
  }
}

function textOf(message: ConsoleMessage): string {
  return `${message.text()} (${message.location().url})`;
}
