import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { IssuedKey } from "../../worker/routes/keys.ts";
import { assertOpenToAll } from "../support/open-to-all.ts";
import { VisitedFoldlog } from "../support/visited-foldlog.ts";

const ADMIN_KEY = "an-admin-key-for-visitors-alone";

describe("the settings for tickets", () => {
  let foldlog: VisitedFoldlog;

  beforeAll(async () => void (foldlog = await VisitedFoldlog.startedWithKeys(ADMIN_KEY)));
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  async function visitWith(key: string): Promise<Page> {
    const page = await foldlog.open("/ui/settings");
    await page.getByRole("dialog").getByLabel("Key").fill(key);
    await page.getByRole("button", { name: "Use this key" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    return page;
  }

  it("make one, tell how to use it, and how long it holds", async () => {
    const page = await visitWith(ADMIN_KEY);
    await page.clock.install();
    await page.getByRole("button", { name: "Make a ticket" }).click();
    const timer = page.getByRole("timer");
    await timer.getByText(/Holds for \d+ s more\./).waitFor();
    await assertOpenToAll(page);
    const line = await page.getByLabel("the line for a web page").first().innerText();
    expect(
      await page.evaluate(`new Promise((tell) => { ${line}.onopen = () => tell("open"); })`),
    ).toBe("open");
    await page.clock.fastForward(61_000);
    await timer.getByText("It is over").waitFor();
    expect(await page.getByText(/ticket=/).count()).toBe(0);
  });

  it("make none with a key that may not read, and show no more of the log", async () => {
    const json = { name: "writer", scope: { actions: ["write"] } };
    const issued = await foldlog.client.send<IssuedKey>("POST", "/v1/keys", { json });
    const page = await visitWith("key" in issued ? issued.key : "");
    await page.getByText("This key may not have a ticket: it lacks read.").waitFor();
    expect(await page.getByRole("heading", { name: "Producer" }).count()).toBe(0);
    expect(await page.getByRole("alert").count()).toBe(0);
    await page.getByText("Not live").waitFor();
    expect(await page.getByRole("banner").innerText()).not.toContain("head");
  });
});
