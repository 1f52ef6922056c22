import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hasFocus } from "../support/visited-accounts.ts";
import { VisitedFoldlog } from "../support/visited-foldlog.ts";
import {
  focusedLabel,
  objectWith,
  pageOf,
  selectedText,
  Topics,
  writeDraft,
} from "../support/visited-topics.ts";

const ofKind = (...kinds: string[]) => objectWith({ kind: { enum: kinds } });

describe("the page of the gateway", () => {
  let foldlog: VisitedFoldlog;
  let topics: Topics;

  beforeAll(async () => {
    foldlog = await VisitedFoldlog.started();
    topics = new Topics(foldlog.client);
  });
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });
  const register = (page: Page) => page.getByRole("button", { name: "Register", exact: true });

  it("says how to begin, and registers the example with one click", async () => {
    const page = await foldlog.visit("/ui");
    await page.keyboard.press("g");
    await page.keyboard.press("w");
    await page.getByText("No client has registered an event yet").waitFor();
    await page.getByText("/SpongeBob/Fruits/send_event").waitFor();
    await page.getByRole("button", { name: "Register Fruits" }).dblclick();
    await page.getByRole("heading", { name: "Fruits", level: 1 }).waitFor();
    await hasFocus(page, "Fruits");
    expect(page.url()).toBe(foldlog.url + pageOf("SpongeBob.Fruits", "?tab=send"));
    expect(await topics.read("SpongeBob.Fruits")).toMatchObject({ version: 1 });
    await page.getByLabel("fruit").selectOption("banana");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Sent as version 1").waitFor();
    await page.getByRole("link", { name: "Gateway", exact: true }).first().click();
    const row = page.getByRole("row", { name: /SpongeBob/ });
    await expect.poll(() => row.innerText()).toMatch(/SpongeBob\s+1\s+1\s+0/);
  });

  it("tells on leaving the field what no name is, and what the server refuses as it does", async () => {
    const page = await foldlog.visit("/ui/gateway");
    await page.getByRole("textbox", { name: "Client" }).fill("-no");
    await page.getByLabel("Event", { exact: true }).fill("Name");
    await page.getByText("The client’s name must be 1 to 64 letters").waitFor();
    await page.getByRole("button", { name: "Write its schema" }).click();
    await expect.poll(() => focusedLabel(page)).toBe("Client");
    await page.getByRole("textbox", { name: "Client" }).fill("v1");
    await page.getByRole("button", { name: "Write its schema" }).click();
    await page.getByText("is the beginning of Foldlog's own addresses").waitFor();
    await page.goto(`${foldlog.url}/ui/gateway/a.b`);
    await page.getByText("“a.b” is no name").waitFor();
  });

  it("writes the first schema of an event, and registers it once", async () => {
    const page = await foldlog.visit("/ui/gateway/Acme");
    await page.getByText("Acme has registered no event").waitFor();
    await page.getByLabel("Event", { exact: true }).fill("Parcels");
    await page.keyboard.press("Enter");
    await hasFocus(page, "Parcels");
    await page.getByText("Nobody has registered this event yet").waitFor();
    await writeDraft(page, ofKind("box"), "This can be registered as version 1.");
    await register(page).dblclick();
    await page.getByText("Version 1 is registered.").waitFor();
    await verdict(page).getByText("This is version 1 as it is.").waitFor();
    await page.getByRole("link", { name: "Quarantine" }).waitFor();
    expect(await topics.read("Acme.Parcels")).toMatchObject({ version: 1 });
    expect(await topics.schema("Acme.Parcels")).toEqual(ofKind("box"));
  });

  it("judges a draft that breaks others before it is registered, with reasons", async () => {
    await topics.register("Acme.Breaking", ofKind("box", "tube"));
    await topics.send("Acme.Breaking", { kind: "box" }, { kind: "tube" });
    const page = await foldlog.visit(pageOf("Acme.Breaking", "?tab=draft"));
    await verdict(page).getByText("All 2 fit.").waitFor();
    await writeDraft(page, ofKind("box"), "This is not BACKWARD compatible.");
    await verdict(page).getByText("enum-narrowed, backward to version 1").waitFor();
    expect(await verdict(page).locator("del").innerText()).toBe('["box","tube"]');
    expect(await verdict(page).locator("ins").innerText()).toBe('["box"]');
    await verdict(page).getByText("1 of 2 would not fit.").waitFor();
    const failed = await verdict(page)
      .getByRole("link", { name: /^Event/ })
      .getAttribute("href");
    const { events } = await foldlog.client.page({ type: "Breaking" });
    expect(failed).toBe(`/ui/events?event=${events[1]?.position}`);
    await register(page).click();
    await page.getByRole("alert").getByText("is not BACKWARD compatible").waitFor();
    expect(await topics.read("Acme.Breaking")).toMatchObject({ version: 1 });
    await page.getByLabel("Compatibility").selectOption("NONE");
    await page.getByText("a new version may be anything").waitFor();
    await verdict(page).getByText("This can be registered as version 2.").waitFor();
    await register(page).click();
    await page.getByText("Version 2 is registered.").waitFor();
    expect(await topics.schema("Acme.Breaking")).toEqual(ofKind("box"));
  });

  it("leads from what is wrong in a schema to its line, and lets Tab pass", async () => {
    const page = await foldlog.visit(pageOf("Acme.Wrong"));
    const editor = page.getByLabel("JSON Schema");
    await writeDraft(page, { type: "objekt", allOf: [{ type: 1 }] }, "no schema that is admitted");
    await page.getByRole("button", { name: /Line 5 \/allOf\/0\/type/ }).click();
    expect(await selectedText(page)).toBe("1");
    await editor.fill("{");
    await page.getByText("This cannot be taken yet").waitFor();
    await editor.press("Tab");
    expect(await focusedLabel(page)).toBe("Compatibility");
    expect(await register(page).isDisabled()).toBe(true);
  });

  it("keeps a draft while one moves about, until it is discarded", async () => {
    await topics.register("Acme.Kept", ofKind("box"));
    const page = await foldlog.visit(pageOf("Acme.Kept", "?tab=draft"));
    await writeDraft(page, ofKind("box", "kept"), "This can be registered as version 2");
    await page.getByRole("link", { name: "Schema", exact: true }).click();
    await page.getByRole("region", { name: "Versions" }).waitFor();
    await page.goBack();
    expect(await page.getByLabel("JSON Schema").inputValue()).toContain("kept");
    await page.reload();
    expect(await page.getByLabel("JSON Schema").inputValue()).toContain("kept");
    await page.getByRole("button", { name: "Discard the draft" }).click();
    expect(await page.getByLabel("JSON Schema").inputValue()).not.toContain("kept");
    await verdict(page).getByText("This is version 1 as it is.").waitFor();
  });

  it("tries an event on a draft, in a form that the draft makes", async () => {
    const page = await foldlog.visit(pageOf("Acme.Tried"));
    const sizes = { size: { type: "integer", minimum: 3 }, tags: { items: { type: "string" } } };
    await writeDraft(page, objectWith(sizes), "This can be registered as version 1.");
    const trial = page.getByRole("region", { name: "Try an event on the draft" });
    await trial.getByLabel("size").fill("2");
    await trial.getByText("must be at least 3").waitFor();
    await trial.getByLabel("size").fill("4");
    await trial.getByText("It does not fit.").waitFor();
    await trial.getByLabel("tags").fill("[]");
    await trial.getByText("It fits.").waitFor();
    await trial.getByRole("link", { name: "JSON" }).click();
    expect(await trial.getByLabel("Event as JSON").inputValue()).toBe(
      JSON.stringify({ size: 4, tags: [] }, null, 2),
    );
    expect(await topics.read("Acme.Tried")).toBeUndefined();
  });

  it("shows versions, what changed between them, and their types", async () => {
    await topics.register("Acme.Versions", ofKind("box"));
    await topics.register("Acme.Versions", ofKind("box", "tube"));
    await topics.register("Acme.Versions", ofKind("box", "tube", "bag"));
    const page = await foldlog.visit(pageOf("Acme.Versions", "?version=3&with=1"));
    const difference = page.getByLabel("What changed from version 1 to version 3");
    await difference.getByText("added:").first().waitFor();
    expect(await difference.innerText()).toContain('"bag"');
    await page.getByLabel("What changed since").selectOption("version 2");
    await page.getByLabel("What changed from version 2 to version 3").waitFor();
    expect(page.url()).toContain("with=2");
    await page.getByRole("combobox", { name: "Version" }).selectOption("1");
    await page.getByText("TypeScript types").click();
    await page.getByText('kind: "box";').waitFor();
  });
});
