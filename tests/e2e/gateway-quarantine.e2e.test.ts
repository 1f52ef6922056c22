import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hasFocus } from "../support/visited-accounts.ts";
import { VisitedFoldlog } from "../support/visited-foldlog.ts";
import { objectWith, pageOf, Topics } from "../support/visited-topics.ts";

const PARCEL = {
  type: "object",
  properties: { number: { type: "string", pattern: "^p" }, grams: { type: "integer", minimum: 1 } },
  required: ["number"],
  additionalProperties: false,
};
const FITTING = { number: "p1" };

describe("the page of the quarantine", () => {
  let foldlog: VisitedFoldlog;
  let topics: Topics;

  beforeAll(async () => {
    foldlog = await VisitedFoldlog.started();
    topics = new Topics(foldlog.client);
  });
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  it("groups the quarantine by reason, and deletes from it after it has asked", async () => {
    await topics.register("Grouped.Parcels", PARCEL);
    await topics.sendUnfit("Grouped.Parcels", { ...FITTING, number: "x" });
    await topics.sendUnfit("Grouped.Parcels", { ...FITTING, number: "y" });
    const position = await topics.sendUnfit("Grouped.Parcels", { ...FITTING, grams: 0 });
    const page = await foldlog.visit("/ui/gateway/quarantine");
    await page.getByRole("link", { name: "2 Grouped.Parcels: pattern at /number" }).click();
    const rows = page.getByRole("table").locator("tbody tr");
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole("link", { name: "1 Grouped.Parcels: minimum at /grams" }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole("link", { name: `Grouped.Parcels ${position}` }).click();
    const name = `Event ${position} in quarantine`;
    await hasFocus(page, name);
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText(`Event ${position} is deleted.`).waitFor();
    await page.getByText("Nothing is in quarantine for “minimum at /grams”").waitFor();
    await page.getByRole("link", { name: "Show all." }).click();
    await expect.poll(() => rows.count()).toBe(2);
    await page.goto(`${foldlog.url}/ui/gateway/quarantine?entry=${position}`);
    await page.getByRole("region", { name }).getByText("There is no event in quarantine").waitFor();
  });

  it("goes to an event in quarantine and back, on a phone too", async () => {
    await topics.register("Phone.Parcels", PARCEL);
    for (let n = 0; n < 12; n += 1) await topics.sendUnfit("Phone.Parcels", { number: `x${n}` });
    const page = await foldlog.visit(pageOf("Phone.Parcels", "?tab=quarantine"));
    await page.setViewportSize({ width: 390, height: 844 });
    const first = page.getByRole("table").getByRole("link").first();
    const position = await first.innerText();
    await first.click();
    const heading = page.getByRole("heading", { name: `Event ${position} in quarantine` });
    await hasFocus(page, `Event ${position} in quarantine`);
    await expect.poll(async () => (await heading.boundingBox())?.y).toBeLessThan(844);
    await page.getByRole("button", { name: "Close" }).click();
    await hasFocus(page, "Events that did not fit");
  });

  it("corrects a value that is none of those to choose from", async () => {
    await topics.register("Chosen.Parcels", objectWith({ kind: { enum: ["box", "tube"] } }));
    const position = await topics.sendUnfit("Chosen.Parcels", { kind: "bag" });
    const page = await foldlog.visit(`/ui/gateway/quarantine?entry=${position}`);
    const kind = page.getByRole("combobox", { name: "kind" });
    await expect.poll(() => kind.inputValue()).toBe("other");
    await page.getByText('must be one of "box", "tube"').last().waitFor();
    await kind.selectOption("tube");
    await page.getByRole("button", { name: "Send again" }).click();
    await page.getByText("Sent again, as event").waitFor();
    const { events } = await foldlog.client.page({ stream: "gateway-Chosen.Parcels" });
    expect(events.map(({ data }) => data)).toEqual([{ kind: "tube" }]);
  });

  it("says that the server does not answer, and asks again", async () => {
    await topics.register("Silent.Parcels", PARCEL);
    const page = await foldlog.visit("/ui/gateway/Silent");
    const path = "**/v1/quarantine**";
    await page.route(path, (route) => route.abort());
    await page.getByRole("link", { name: "Parcels", exact: true }).click();
    await page.getByRole("link", { name: "Quarantine" }).click();
    await page.getByText("The server does not answer").first().waitFor();
    await page.unroute(path);
    await page.getByRole("button", { name: "Try again" }).last().click();
    await page.getByText("Nothing is in quarantine").waitFor();
  });

  it("says of an event of an application that its category was declared since", async () => {
    const about = { session_id: "s-1", name: "till", timestamp: "2026-03-01 00:00:00" };
    const json = { ...about, category: "sale", data: {} };
    await foldlog.client.send("POST", "/eye/events", { json }).catch(() => {});
    const page = await foldlog.visit("/ui/gateway/quarantine");
    await page
      .getByRole("link", { name: /^eye\.till/ })
      .last()
      .click();
    await page.getByText("there was no schema for it").waitFor();
    await page.getByText("must be a category that has been declared").waitFor();
    await foldlog.client.send("PUT", "/eye/categories/sale", { json: {} });
    await page.reload();
    await page.getByText("has been declared since").waitFor();
    expect(await page.getByText("must be a category that has been declared").count()).toBe(0);
    await page.getByRole("button", { name: "Send again" }).click();
    await page.getByText("Sent again, as event").waitFor();
  });

  it("shows in the quarantine what others do with it", async () => {
    await topics.register("Watched.Parcels", PARCEL);
    const page = await foldlog.visit(pageOf("Watched.Parcels", "?tab=quarantine"));
    await page.getByText("Nothing is in quarantine").waitFor();
    const position = await topics.sendUnfit("Watched.Parcels", {});
    await page.getByRole("link", { name: String(position), exact: true }).waitFor();
    await foldlog.client.send("DELETE", `/v1/quarantine/${position}`);
    await page.getByText("Nothing is in quarantine").waitFor();
  });
});
