import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { VisitedFoldlog } from "../support/visited-foldlog.ts";

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

describe("the page of settings", () => {
  let foldlog: VisitedFoldlog;

  beforeAll(async () => void (foldlog = await VisitedFoldlog.started()));
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  it("says that everybody is let in where everybody is", async () => {
    const page = await foldlog.visit("/ui");
    await page.getByRole("link", { name: "Open to all" }).click();
    await region(page, "Who you are here").getByText("ACCESS=open").waitFor();
    await region(page, "Keys").getByText("ACCESS:keys").waitFor();
    await region(page, "Tickets").getByText("so none is needed").waitFor();
    expect(await page.getByRole("button", { name: "Make the key" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Make a ticket" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Forget" }).count()).toBe(0);
  });

  it("is gone to by keys, unless they are switched off", async () => {
    const page = await foldlog.visit("/ui");
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await page.getByRole("checkbox", { name: /Shortcuts of a single key/ }).uncheck();
    await page.getByRole("heading", { name: "Settings" }).click();
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await page.reload();
    expect(
      await page.getByRole("checkbox", { name: /Shortcuts of a single key/ }).isChecked(),
    ).toBe(false);
    expect(page.url()).toBe(`${foldlog.url}/ui/settings`);
  });

  it("changes the colours and the times that are shown, and remembers both", async () => {
    await foldlog.append(1);
    const page = await foldlog.open("/ui/settings", { timezoneId: "Asia/Kathmandu" });
    await page.getByLabel("Colours").selectOption("dark");
    await page.getByLabel("Times").selectOption("local");
    await page.goto(`${foldlog.url}/ui/events`);
    const time = page.getByRole("cell").nth(1);
    await time.waitFor();
    const utc = new Date(`${await time.getAttribute("title")}`).getTime();
    const shown = new Date(utc + 345 * 60_000).toISOString().slice(11, 23);
    expect(await time.innerText()).toBe(shown);
    await page.getByRole("columnheader", { name: "Recorded (local time)" }).waitFor();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
  });

  it("starts and stops the producer", async () => {
    const page = await foldlog.visit("/ui/settings");
    await page.getByLabel("A random event every").selectOption("100 ms");
    await page.getByRole("button", { name: "Start" }).click();
    await expect
      .poll(async () => Number(await page.getByTestId("sent").innerText()))
      .toBeGreaterThan(0);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText(/The last run added \d+\./).waitFor();
  });
});
