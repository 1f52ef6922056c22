import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { declareCategories, fillSessions, happen } from "../support/shop-sessions.ts";
import { VisitedFoldlog } from "../support/visited-foldlog.ts";

interface Verdicts {
  readonly results: readonly { readonly position: number }[];
}

describe("the page of sessions of an empty log", () => {
  it("sends an example, whose session appears at once", async () => {
    const foldlog = await VisitedFoldlog.started();
    try {
      const page = await foldlog.visit("/ui/sessions");
      await page.getByRole("button", { name: "Send an example" }).dblclick();
      await page.getByRole("link", { name: "s-1" }).click();
      await page.getByText('{"path":"/"}').waitFor();
      const { events } = await foldlog.client.page({ stream: "session-s-1" });
      expect(events).toHaveLength(1);
      await foldlog.endVisits();
    } finally {
      await foldlog.stop();
    }
  });
});

describe("the page of sessions", () => {
  let foldlog: VisitedFoldlog;

  beforeAll(async () => void (foldlog = await VisitedFoldlog.started()));
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  const listed = async (page: Page) => {
    const links = page.getByRole("region", { name: /^Sessions/ }).getByRole("rowheader");
    return (await links.getByRole("link").allInnerTexts()).toSorted();
  };
  const entries = (page: Page) =>
    page.getByRole("region", { name: "Timeline" }).getByRole("listitem").allInnerTexts();

  it("says how to begin, and shows a session and what was refused as they come", async () => {
    const page = await foldlog.visit("/ui/sessions");
    await page.getByText("No session yet.").waitFor();
    await declareCategories(foldlog.client);
    await fillSessions(foldlog.client);
    await page.getByRole("link", { name: "s-ada" }).waitFor();
    const row = page.getByRole("row", { name: /s-ada/ });
    expect(await row.innerText()).toMatch(
      /shop; view 3, click 1\s+2026-03-01 00:00:00\s+1 h 6 min\s+4/,
    );
    await page.getByText("1 of shop: a value that does not fit the schema").waitFor();
  });

  it("finds sessions by application, category and time, and keeps that in the address", async () => {
    const page = await foldlog.visit("/ui/sessions?application=blog");
    await page.getByRole("link", { name: "s-bob" }).waitFor();
    expect(await listed(page)).toEqual(["s-bob"]);
    await page.getByLabel("Application").fill("");
    await page.getByLabel("With events of the category").fill("click");
    await page.getByRole("button", { name: "Show" }).click();
    await expect.poll(() => listed(page)).toEqual(["s-ada"]);
    expect(page.url()).toBe(`${foldlog.url}/ui/sessions?category=click`);
    await page.getByLabel("From").fill("2026-02-30 00:00:00");
    await page.getByLabel("From").blur();
    await page.getByText("must be a time that exists").waitFor();
    await page.getByLabel("From").fill("2026-03-01 00:00:30");
    await page.getByLabel("With events of the category").fill("");
    await page.getByRole("button", { name: "Show" }).click();
    await expect.poll(() => listed(page)).toEqual(["s-bob"]);
    await page.goBack();
    await expect.poll(() => listed(page)).toEqual(["s-ada"]);
    expect(await page.getByLabel("With events of the category").inputValue()).toBe("click");
    await page.getByLabel("With events of the category").focus();
    for (const [name, text] of [
      ["application", "blog"],
      ["category", "click"],
    ])
      await page
        .locator(`#filter-${name}-list option[value=${text}]`)
        .waitFor({ state: "attached" });
    await page.goto(`${foldlog.url}/ui/sessions?application=nobody`);
    await page.getByText("No session passes this filter.").waitFor();
    await page.goto(`${foldlog.url}/ui/sessions?to=2026-03-01 00:00:00`);
    await page.getByText("Refused until 2026-03-01 00:00:00").waitFor();
    await page.getByText("None.").waitFor();
  });

  it("shows a session as a timeline with its gaps folded, and marks what was refused", async () => {
    const page = await foldlog.visit("/ui/sessions");
    await page.getByRole("link", { name: "s-ada" }).click();
    await page.getByText("must be a string, not a number").waitFor();
    const texts = (await entries(page)).map((text) => text.replaceAll(/\s+/g, " "));
    expect(texts).toEqual([
      '+0 ms view {"path":"/"}',
      '+2.0 s view {"path":"/shoes"}',
      '+9.0 s click {"button":"buy"}',
      expect.stringMatching(/^\+11\.0 s click \{"button":7\} Refused: a value/),
      "1 h 6 min without an event",
      '+1 h 6 min view {"path":"/shoes/42"}',
    ]);
    await page.getByRole("link", { name: "Refused: click" }).click();
    expect(page.url()).toMatch(/event=\d+/);
    await page.getByText("sent as 2026-03-01T00:00:11.000Z").waitFor();
    await page.getByRole("link", { name: "view", exact: true }).click();
    await expect.poll(async () => (await entries(page)).length).toBe(4);
    expect(page.url()).toContain("category=view");
  });

  it("shows what comes while it is looked at, and both sessions that have one id", async () => {
    await happen(foldlog.client, [
      { session: "s-two", category: "view", second: 0, data: { path: "/a" } },
    ]);
    const page = await foldlog.visit("/ui/sessions/s-two");
    await expect.poll(async () => (await entries(page)).length).toBe(1);
    await happen(foldlog.client, [
      { session: "s-two", category: "view", second: 1, data: { path: "/b" }, application: "blog" },
    ]);
    await page.getByRole("region", { name: "In blog" }).waitFor();
    await expect.poll(async () => (await entries(page)).length).toBe(2);
    await page.getByRole("link", { name: "blog", exact: true }).click();
    await expect.poll(async () => (await entries(page)).length).toBe(1);
    expect(page.url()).toContain("application=blog");
  });

  it("corrects a refused event and sends it again, so that the session has it", async () => {
    const page = await foldlog.visit("/ui/sessions/s-ada?application=shop");
    await page.getByRole("link", { name: "Correct it and send it again" }).click();
    const editor = page.getByRole("textbox", { name: "Event as JSON" });
    await editor.fill((await editor.inputValue()).replace('"button": 7', '"button": "seven"'));
    await page.getByRole("button", { name: "Send again" }).click();
    await page.getByText(/Sent again, as event \d+\./).waitFor();
    await page.goto(`${foldlog.url}/ui/sessions/s-ada`);
    await page.getByText('{"button":"seven"}').waitFor();
    await page.getByRole("link", { name: "click", exact: true }).waitFor();
    expect(await page.getByText("Refused:").count()).toBe(0);
  });

  it("shows a session of which every event was refused, and goes on when one is accepted", async () => {
    const refused = { session: "s-bad", category: "click", second: 0, data: { button: 1 } };
    await happen(foldlog.client, [refused]);
    const page = await foldlog.visit("/ui/sessions/s-bad");
    await page.getByText("No event of this session has been accepted.").waitFor();
    await page.getByText("must be a string, not a number").waitFor();
    expect((await entries(page)).length).toBe(1);
    await happen(foldlog.client, [{ ...refused, second: 1, data: { button: "one" } }]);
    await page.getByRole("region", { name: "In shop" }).waitFor();
    await expect.poll(async () => (await entries(page)).length).toBe(2);
  });

  it("shows an event once that was accepted later, and asks for nothing that is gone", async () => {
    const about = { session_id: "s-later", name: "shop", timestamp: "2026-03-01 00:00:00" };
    const fits = { ...about, category: "view", data: { path: "/" }, id: "first" };
    const send = (id: string) => {
      const json = [{ ...about, category: "hum", data: { note: "a" }, id }, fits];
      return foldlog.client.send<Verdicts>("POST", "/eye/events", { json });
    };
    await send("again");
    const { results } = await send("deleted");
    await foldlog.client.send("DELETE", `/v1/quarantine/${results[0]?.position}`);
    await foldlog.client.send("PUT", "/eye/categories/hum", { json: {} });
    await send("again");
    const page = await foldlog.open("/ui/settings");
    const missed: string[] = [];
    page.on("response", (one) => void (one.status() === 404 && missed.push(one.url())));
    await page.goto(`${foldlog.url}/ui/sessions/s-later`);
    await page.getByText('{"note":"a"}').waitFor();
    await happen(foldlog.client, [{ session: "s-later", category: "walk", second: 9 }]);
    await page.getByRole("link", { name: "Refused: walk" }).waitFor();
    expect(await page.getByText("Correct it and send it again").count()).toBe(1);
    expect((await entries(page)).length).toBe(3);
    expect(missed).toEqual([]);
  });

  it("says that there is no such session", async () => {
    const page = await foldlog.visit("/ui/sessions/s%2Fnobody");
    await page.getByRole("heading", { name: "Session s/nobody" }).waitFor();
    await page.getByText("No event of this session has been accepted.").waitFor();
    await page.getByText("No event of it is in quarantine either.").waitFor();
    await page.getByRole("link", { name: "See the sessions that there are" }).click();
    await page.getByRole("heading", { name: "Sessions", exact: true }).waitFor();
  });
});
