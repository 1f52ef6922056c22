import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hasFocus } from "../support/visited-accounts.ts";
import { VisitedFoldlog } from "../support/visited-foldlog.ts";
import { focusedLabel, objectWith, pageOf, Topics } from "../support/visited-topics.ts";

const PARCEL = {
  type: "object",
  properties: {
    number: { type: "string", pattern: "^p" },
    grams: { type: "integer", minimum: 1 },
    express: { type: "boolean" },
    to: objectWith({ city: { type: "string" } }),
    tags: { type: "array", items: { type: "string" } },
    more: {},
  },
  required: ["number", "express", "to"],
  additionalProperties: false,
};
const FITTING = { number: "p1", express: false, to: { city: "Oslo" } };

describe("the page of a topic", () => {
  let foldlog: VisitedFoldlog;
  let topics: Topics;

  beforeAll(async () => {
    foldlog = await VisitedFoldlog.started();
    topics = new Topics(foldlog.client);
  });
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  const send = (page: Page) => page.getByRole("button", { name: "Send", exact: true });
  const heard = (page: Page) =>
    page.getByRole("list", { name: "Events, the newest first" }).locator("code").allInnerTexts();

  async function sentTo(topic: string): Promise<unknown[]> {
    const { events } = await foldlog.client.page({ stream: `gateway-${topic}` });
    return events.map(({ data }) => data);
  }

  it("sends an event from a form, once, and keeps what was typed between form and JSON", async () => {
    await topics.register("Filled.Parcels", PARCEL);
    const page = await foldlog.visit(pageOf("Filled.Parcels", "?tab=send"));
    await page.getByLabel("number").fill("q1");
    await page.getByLabel("number").blur();
    await page.getByText("must match ^p").waitFor();
    expect(await page.getByText("must be there").count()).toBe(0);
    await page.getByLabel("number").fill("p1");
    await page.getByLabel("grams").fill("1x");
    await page.getByLabel("grams").blur();
    await page.getByText("must be a number").waitFor();
    await send(page).click();
    await expect.poll(() => focusedLabel(page)).toBe("grams (optional)");
    await page.getByLabel("grams").fill("12");
    await page.getByLabel("express").check();
    await page.getByLabel("city").fill("Oslo");
    await page.getByRole("button", { name: "Add tags" }).click();
    await page.keyboard.type("fragile");
    await page.getByRole("link", { name: "JSON" }).click();
    const json = page.getByLabel("Event as JSON");
    const event = {
      number: "p1",
      express: true,
      to: { city: "Oslo" },
      grams: 12,
      tags: ["fragile"],
    };
    expect(JSON.parse(await json.inputValue())).toEqual(event);
    await json.fill(JSON.stringify({ ...event, more: [1] }));
    await page.getByRole("link", { name: "Form" }).click();
    expect(await page.getByLabel("more").inputValue()).toBe("[\n  1\n]");
    expect(await page.getByRole("textbox", { name: "tags 1" }).inputValue()).toBe("fragile");
    await send(page).dblclick();
    await page.getByText("Sent as version 1").waitFor();
    expect(await sentTo("Filled.Parcels")).toEqual([{ ...event, more: [1] }]);
  });

  it("sends again what was not answered, so that it counts once", async () => {
    await topics.register("Lost.Parcels", PARCEL);
    const page = await foldlog.visit(pageOf("Lost.Parcels", "?tab=send&as=json"));
    await page.getByLabel("Event as JSON").fill(JSON.stringify(FITTING));
    // The server does it, and nobody hears of it.
    const path = "**/Lost/Parcels/send_event";
    await page.route(path, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await send(page).click();
    await page.getByText("The server does not answer").waitFor();
    await page.unroute(path);
    await send(page).click();
    await page.getByText("Sent as version 1").waitFor();
    expect(await sentTo("Lost.Parcels")).toEqual([FITTING]);
  });

  it("leads what does not fit from the form into quarantine, and from there to who listens", async () => {
    await topics.register("Mended.Parcels", PARCEL);
    const listening = await foldlog.visit(pageOf("Mended.Parcels", "?tab=listen"));
    await listening.getByText("Nothing came since").waitFor();
    const page = await foldlog.visit(pageOf("Mended.Parcels", "?tab=send"));
    await page.getByLabel("number").fill("p7");
    await page.getByLabel("grams").fill("0");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("It is kept in quarantine").waitFor();
    await page.getByText("must be at least 1").waitFor();
    await page.getByText("must be there").waitFor();
    await page.getByRole("link", { name: "See it in quarantine" }).click();
    const entry = page.getByRole("region", { name: /in quarantine$/ });
    expect(await entry.getByLabel("grams").inputValue()).toBe("0");
    await entry.getByLabel("grams").fill("5");
    await entry.getByRole("button", { name: "Send again" }).click();
    await entry.getByText("It stays in quarantine").waitFor();
    await entry.getByLabel("city").fill("Rome");
    await entry.getByRole("button", { name: "Send again" }).dblclick();
    await page.getByText("Sent again, as event").waitFor();
    await hasFocus(page, "Events that did not fit");
    await page.getByText("Nothing is in quarantine").waitFor();
    const mended = { number: "p7", express: false, to: { city: "Rome" }, grams: 5 };
    expect(await sentTo("Mended.Parcels")).toEqual([mended]);
    await expect.poll(() => heard(listening)).toHaveLength(1);
    expect(JSON.parse((await heard(listening))[0] ?? "")).toEqual(mended);
  });

  it("listens, the newest first, and counts what comes while it is paused", async () => {
    await topics.register("Heard.Numbers", { type: "integer" });
    await topics.send("Heard.Numbers", 1, 2);
    const page = await foldlog.visit(pageOf("Heard.Numbers", "?tab=listen"));
    await page.getByText("Nothing came since").waitFor();
    await expect.poll(() => page.getByRole("main").innerText()).toContain("Listening");
    await topics.send("Heard.Numbers", 3, 4);
    await expect.poll(() => heard(page)).toEqual(["4", "3"]);
    await page.keyboard.press("Space");
    await topics.send("Heard.Numbers", 5);
    await page.getByText("Paused: 1 new").waitFor();
    expect(await heard(page)).toEqual(["4", "3"]);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect.poll(() => heard(page)).toEqual(["5", "4", "3"]);
    await page.getByRole("combobox", { name: "Events" }).selectOption("from the start");
    await expect.poll(() => heard(page)).toEqual(["5", "4", "3", "2", "1"]);
    await page.reload();
    await expect.poll(() => heard(page)).toEqual(["5", "4", "3", "2", "1"]);
  });
});
