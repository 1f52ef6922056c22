import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { Foldlog } from "../support/foldlog.ts";
import { WatchedPage } from "../support/watched-page.ts";

const ATTACKS: readonly [name: string, script: string, refusedBy: string][] = [
  ["text as HTML", "document.body.innerHTML = '<p>x</p>'", "require-trusted-types-for"],
  ["text as a script", element("script", "1"), "require-trusted-types-for"],
  ["a style in the document", element("style", "p { color: red }"), "style-src"],
  ["a policy of its own", "trustedTypes.createPolicy('mine', {})", "trusted-types"],
  ["a script from elsewhere", "import('http://127.0.0.1:9/x.js').catch(() => {})", "script-src"],
  ["a picture from elsewhere", "new Image().src = 'http://127.0.0.1:9/x.png'", "img-src"],
  ["a call to elsewhere", "fetch('http://127.0.0.1:9/').catch(() => {})", "connect-src"],
];

describe("the content security policy", () => {
  let foldlog: Foldlog;
  let browser: Browser;

  beforeAll(async () => {
    [foldlog, browser] = await Promise.all([Foldlog.started(), launchBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), foldlog.stop()]));

  it.each(["/", "/ui", "/ui/events", "/ui/orders", "/ui/views/accounts"])(
    "is sent with %s",
    async (path) => {
      const { headers } = await fetch(foldlog.url + path, { headers: { accept: "text/html" } });
      const policy = headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toContain("unsafe-");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    },
  );

  it.each(ATTACKS)("refuses %s", async (_name, script, refusedBy) => {
    await using watched = await WatchedPage.opened(browser);
    const { page, faults } = watched;
    await page.goto(`${foldlog.url}/ui`);
    await page.getByText("Last events").waitFor();
    watched.assertNoFaults();
    await page.evaluate(script).catch(() => {});
    await expect.poll(() => faults.join("\n")).toContain(`policy: ${refusedBy}`);
    expect(() => watched.assertNoFaults()).toThrow(refusedBy);
  });
});

function element(name: string, content: string): string {
  return `document.body.append(Object.assign(document.createElement("${name}"), { textContent: "${content}" }))`;
}
