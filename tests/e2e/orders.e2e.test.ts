import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../core/json.ts";
import { cancelled, created, refunded } from "../support/order-events.ts";
import { sendOrders } from "../support/sent-orders.ts";
import { VisitedFoldlog } from "../support/visited-foldlog.ts";

const MARCH = "/ui/orders?start_date=2026-03-01&end_date=2026-03-31&tz=UTC&basis=occurred";

let sent = 0;

/** An order of somebody, at noon of a day. */
function order(by: string, day: string, over: JsonObject = {}): JsonObject {
  sent += 1;
  return created({
    event_id: `order-${sent}`,
    order_id: `o-${sent}`,
    occurred_at: `${day}T12:00:00Z`,
    lovevery_user_id: by,
    first_name: by,
    last_name: "Doe",
    email: `${by}@example.com`,
    ...over,
  });
}

describe("the page of orders", () => {
  let foldlog: VisitedFoldlog;

  beforeAll(async () => {
    foldlog = await VisitedFoldlog.started();
    const idaho = { shipping_address: { province: "Idaho" } };
    await sendOrders(foldlog.url, [
      order("ada", "2026-03-01", { order_value: "1000.50", ...idaho }),
      order("ada", "2026-03-04", { order_value: "20", ...idaho }),
      order("bob", "2026-03-04", { order_value: "300", shipping_address: {} }),
      order("cyd", "2026-03-31", { currency: "JPY", order_value: "12345" }),
      refunded({ event_id: "r-1", order_id: "o-1", occurred_at: "2026-03-09T10:00:00Z" }),
      cancelled({ event_id: "c-1", order_id: "o-2", occurred_at: "2026-03-10T10:00:00Z" }),
    ]);
    const many = Array.from({ length: 60 }, () => order("eve", "2026-05-05", { order_value: 1 }));
    await sendOrders(foldlog.url, many);
  });
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  const panel = (page: Page, name: string) => page.getByRole("region", { name });
  const drawer = (page: Page) => page.getByRole("complementary");
  const inAddress = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

  it("shows totals by currency, customers and provinces, exactly", async () => {
    const page = await foldlog.visit(MARCH);
    const totals = panel(page, "Totals").getByRole("listitem");
    await expect.poll(() => totals.allInnerTexts()).toHaveLength(2);
    expect((await totals.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " "))).toEqual([
      "Show JPY net 12,345 12,345 gross 1 order",
      "Show USD net 1,299.00 1,320.50 gross 2 orders",
    ]);
    const rows = (name: string) => panel(page, name).getByRole("row").allInnerTexts();
    const words = (texts: readonly string[]) =>
      texts.slice(1).map((text) => text.split(/\s+/).join(" "));
    expect(words(await rows("Top customers"))).toEqual([
      "ada Doe ada@example.com 1 999.00",
      "bob Doe bob@example.com 1 300.00",
    ]);
    expect(words(await rows("Sales by province"))).toEqual([
      "Idaho 1 2 999.00",
      "No province 1 2 300.00",
    ]);
    await page.getByRole("link", { name: "Show JPY" }).click();
    await panel(page, "Value by day in JPY").waitFor();
    expect(words(await rows("Top customers"))).toEqual(["cyd Doe cyd@example.com 1 12,345"]);
  });

  it("opens the events behind a figure by a link that can be shared, and gives the focus back", async () => {
    const page = await foldlog.visit(MARCH);
    await page.getByRole("link", { name: "ada Doe" }).press("Enter");
    const items = drawer(page).getByRole("listitem");
    await expect.poll(() => items.count()).toBe(4);
    const [first, ...rest] = await items.allInnerTexts();
    expect(first).toMatch(
      /order\.created\s+1,000\.50 USD\s+1 Mar 2026, 12:00\s+ada Doe\s+order o-1/,
    );
    expect(rest.join("\n")).toMatch(/20\.00 USD[^]*−1\.50 USD[^]*−20\.00 USD/);
    const shared = await foldlog.visit(page.url().replace(foldlog.url, ""));
    await expect.poll(() => drawer(shared).getByRole("listitem").count()).toBe(4);
    await page.keyboard.press("Escape");
    await drawer(page).waitFor({ state: "detached" });
    expect(inAddress(page, "behind")).toBeNull();
    expect(await page.evaluate("document.activeElement.textContent")).toBe("ada Doe");
    await drawer(shared).getByRole("link", { name: "order.refunded" }).click();
    await shared.getByText('"amount": "1.50"').waitFor();
    expect(new URL(shared.url()).pathname).toBe("/ui/events");
  });

  it("pages through what is behind a figure", async () => {
    const page = await foldlog.visit(MARCH.replaceAll("-03-", "-05-"));
    await page.getByRole("link", { name: "60 orders" }).click();
    const items = drawer(page).getByRole("listitem");
    await expect.poll(() => items.count()).toBe(50);
    await page.getByRole("link", { name: "Next page" }).click();
    await expect.poll(() => items.count()).toBe(10);
    await page.getByText("These are all.").waitFor();
    await page.goBack();
    await expect.poll(() => items.count()).toBe(50);
  });

  it("reads the days of the chart by keys and by pointer, and opens their events", async () => {
    const page = await foldlog.visit(MARCH);
    const slider = page.getByRole("slider");
    await slider.focus();
    await page.keyboard.press("Home");
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowRight");
    const text = "4 Mar 2026: net 320.00, gross 320.00 USD, 1 order";
    expect(await slider.getAttribute("aria-valuetext")).toBe(text);
    await page.keyboard.press("Enter");
    await expect.poll(() => drawer(page).getByRole("listitem").count()).toBe(2);
    await page.goBack();
    const chart = page.getByRole("img", { name: /Net and gross by day/ });
    const box = await chart.boundingBox();
    if (!box) throw new Error("The chart is not to be seen");
    await page.mouse.move(box.x + box.width - 3, box.y + 50);
    await page.getByText(/^31 Mar 2026: net 0\.00/).waitFor();
    await page.mouse.click(box.x + 46, box.y + 50);
    await expect.poll(() => drawer(page).getByRole("listitem").count()).toBe(1);
  });

  it("keeps range, zone, basis and choices in the address, and Back undoes them", async () => {
    const page = await foldlog.visit("/ui/orders?tz=UTC");
    await expect.poll(() => inAddress(page, "start_date")).toMatch(/^\d{4}-\d\d-\d\d$/);
    await page.getByLabel("From").fill("2026-03-04");
    await page.getByLabel("To", { exact: true }).fill("2026-03-04");
    await page.getByLabel("Time zone").fill("Pacific/Kiritimati");
    await page.getByRole("button", { name: "Show" }).click();
    // Noon in UTC is the next day there.
    await page.getByText("No orders in this range").waitFor();
    await page.getByLabel("To", { exact: true }).fill("2026-03-05");
    await page.getByLabel("To", { exact: true }).press("Enter");
    await page.getByText("320.00 gross").waitFor();
    expect(page.url()).toContain("start_date=2026-03-04&end_date=2026-03-05");
    await page.getByLabel("Days by").selectOption("recorded");
    await page.getByText("No order events were recorded").waitFor();
    await page.goBack();
    await page.getByText("320.00 gross").waitFor();
    await page.getByLabel("Show", { exact: true }).fill("1");
    await page.getByLabel("Show", { exact: true }).press("Enter");
    await expect.poll(() => inAddress(page, "count")).toBe("1");
    await page.getByLabel("Address").selectOption("billing");
    await panel(page, "Sales by province").getByText("Maryland").waitFor();
    expect(inAddress(page, "address")).toBe("billing");
    await page.getByRole("link", { name: "30 days" }).click();
    expect(await page.getByRole("link", { name: "30 days" }).getAttribute("aria-current")).toBe(
      "true",
    );
    const days = page.url();
    await page.getByRole("navigation").getByRole("link", { name: "Events" }).click();
    await page.getByRole("heading", { name: "Events" }).waitFor();
    expect(page.url()).toBe(`${foldlog.url}/ui/events`);
    await page.goBack();
    await page.getByRole("heading", { name: "Orders" }).waitFor();
    expect(page.url()).toBe(days);
  });

  it("tells at each field what the server would refuse, and keeps what was typed", async () => {
    const page = await foldlog.visit(`${MARCH}&count=0&address=none`);
    await page.getByText("Show must be a whole number from 1 to 1000.").waitFor();
    await page.getByText('Address must be "shipping" or "billing".').waitFor();
    await page.getByText("1,299.00").first().waitFor();
    const zone = page.getByLabel("Time zone");
    await zone.fill("Mars/Base");
    await zone.blur();
    await page.getByText("Time zone must be an IANA time zone").waitFor();
    expect(await zone.getAttribute("aria-invalid")).toBe("true");
    expect(await zone.inputValue()).toBe("Mars/Base");
    await page.getByLabel("To", { exact: true }).fill("2026-02-01");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("To must not be before start_date, 2026-03-01").waitFor();
    expect(inAddress(page, "end_date")).toBe("2026-03-31");
    const wrong = await foldlog.visit("/ui/orders?end_date=2026-02-30&currency=XXX");
    await wrong.getByText("To must be a calendar day that exists").waitFor();
    await wrong.getByText("Currency must be a currency of ISO 4217").waitFor();
  });

  it("follows the log: new orders join, and a view that was destroyed comes back", async () => {
    const june = MARCH.replaceAll("2026-03", "2026-06").replace("06-31", "06-30");
    const page = await foldlog.visit(june);
    await page.getByText("No orders in this range").waitFor();
    await sendOrders(foldlog.url, [order("fay", "2026-06-01", { order_value: 7 })]);
    await page.getByText("1 order", { exact: false }).first().waitFor();
    await foldlog.client.send("DELETE", "/v1/views/orders");
    await sendOrders(foldlog.url, [order("fay", "2026-06-02", { order_value: 8 })]);
    await page.getByText("15.00").first().waitFor();
    await page.getByText(`As of position ${await foldlog.head()}`).waitFor();
  });

  it("keeps its figures while the server is away, and reads them again when it is back", async () => {
    const page = await foldlog.visit(MARCH);
    await page.getByText("1,299.00").first().waitFor();
    await foldlog.server.stop();
    await page.getByText(/Offline, again in/).waitFor();
    expect(await page.getByText("1,299.00").count()).toBeGreaterThan(0);
    await page.getByRole("link", { name: "ada Doe" }).click();
    await foldlog.server.start();
    await sendOrders(foldlog.url, [order("bob", "2026-03-05", { order_value: 1 })]);
    await page.getByText("1,300.00").first().waitFor();
    await expect.poll(() => drawer(page).getByRole("listitem").count()).toBe(4);
  });
});
