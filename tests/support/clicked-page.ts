import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { expect } from "vitest";

export interface ClickedPage extends AsyncDisposable {
  readonly url: string;
}

export interface ClickedPageOptions {
  /** The address of the collector. */
  readonly script: string;
  /** Where The Eye answers: another origin than the page's. */
  readonly eye: string;
  readonly application: string;
  readonly key?: string;
  readonly flushMs?: number;
  /** Of the page; without one, any that is free. */
  readonly port?: number;
}

/** A page with a button; each click is collected. Its global `collector` does so; `other(key)` is one with that key. */
export async function clickedPage({
  port = 0,
  script,
  ...options
}: ClickedPageOptions): Promise<ClickedPage> {
  const html = htmlWith(script, options);
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Clicks its button so many times, in front of all other pages. */
export async function clickOn(page: Page, times: number): Promise<void> {
  await page.bringToFront();
  const before = Number(await page.getByRole("status").innerText());
  for (let n = 0; n < times; n += 1) await page.getByRole("button").click();
  expect(Number(await page.getByRole("status").innerText())).toBe(before + times);
}

/** The collector's word on what waits. */
export function waitingIn(page: Page): Promise<number> {
  return page.evaluate<number>("collector.status().waiting");
}

function htmlWith(
  script: string,
  { eye, ...more }: Omit<ClickedPageOptions, "script" | "port">,
): string {
  const options = JSON.stringify({ url: eye, flushMs: 200, ...more });
  return `<!doctype html>
<title>Clicked</title>
<link rel="icon" href="data:," />
<button>Click</button> <output></output>
<script type="module">
  import { Collector } from "${script}";
  const OPTIONS = ${options};
  const collector = new Collector(OPTIONS);
  let clicks = 0;
  document.querySelector("button").addEventListener("click", () => {
    collector.collect("click", { n: (clicks += 1) });
    document.querySelector("output").value = clicks;
  });
  window.collector = collector;
  window.other = (key) => new Collector({ ...OPTIONS, key });
</script>
`;
}
