import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isLive, positionsIn, scrollTo, VisitedFoldlog } from "../support/visited-foldlog.ts";

describe("the page while things happen", () => {
  let foldlog: VisitedFoldlog;

  beforeAll(async () => {
    foldlog = await VisitedFoldlog.started();
  });
  afterEach(() => foldlog.endVisits());
  afterAll(() => foldlog.stop());

  it("shows in one page what was added in another", async () => {
    const [one, other] = [await foldlog.visit("/ui"), await foldlog.visit("/ui/events")];
    await one.getByLabel("Number").fill("7");
    await one.getByRole("button", { name: "Add" }).click();
    await one.getByText("Added at position 1").waitFor();
    await expect.poll(() => one.getByTestId("value").innerText()).toBe("7");
    await other.getByText('{"value":7}').waitFor();
  });

  it("adds once however often the button is clicked", async () => {
    const page = await foldlog.visit("/ui");
    const before = await foldlog.head();
    await page.getByLabel("Number").fill("5");
    await page.getByRole("button", { name: "Add" }).dblclick();
    await page.getByText(`Added at position ${before + 1}`).waitFor();
    expect(await foldlog.head()).toBe(before + 1);
  });

  it("runs the producer, and stops it", async () => {
    const page = await foldlog.visit("/ui");
    await page.getByLabel("A random event every").selectOption("100");
    await page.getByRole("button", { name: "Start" }).click();
    await expect
      .poll(async () => Number(await page.getByTestId("sent").innerText()))
      .toBeGreaterThan(3);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Start" }).waitFor();
    const { value } = await foldlog.client.get<{ value: number }>("/value");
    await expect.poll(() => page.getByTestId("value").innerText()).toBe(value.toLocaleString("en"));
  });

  it("pauses, counts what is new, and resumes; scrolling away pauses too", async () => {
    await foldlog.append(300);
    const page = await foldlog.visit("/ui/events");
    const newest = async () => (await positionsIn(page))[0];
    await expect.poll(newest).toBe(await foldlog.head());
    await page.getByRole("button", { name: "Live" }).click();
    const shown = await positionsIn(page);
    await foldlog.append(40);
    await page.getByRole("button", { name: "Paused: 40 new" }).waitFor();
    expect(await positionsIn(page)).toEqual(shown);
    await page.getByRole("button", { name: "Paused" }).click();
    await expect.poll(newest).toBe(await foldlog.head());
    await scrollTo(page, 900);
    await page.getByRole("button", { name: "Paused: 0 new" }).waitFor();
    await foldlog.append(1);
    await page.getByRole("button", { name: "Paused: 1 new" }).waitFor();
    await scrollTo(page, 0);
    await page.getByRole("button", { name: "Live" }).waitFor();
    await expect.poll(newest).toBe(await foldlog.head());
  });

  it("goes on without a gap when the network was away, within two seconds of its return", async () => {
    const page = await foldlog.visit("/ui/events?stream=gap-1");
    await foldlog.append(3, "gap-1");
    await expect.poll(async () => (await positionsIn(page)).length).toBe(3);
    await page.context().setOffline(true);
    await foldlog.append(50, "gap-1");
    await page.context().setOffline(false);
    const start = Date.now();
    await foldlog.append(1, "gap-1");
    const head = await foldlog.head();
    await expect.poll(async () => (await positionsIn(page))[0]).toBe(head);
    await isLive(page);
    expect(Date.now() - start).toBeLessThan(2000);
    const seen = new Set<number>();
    for (let top = 0; top < 54 * 32; top += 320) {
      await scrollTo(page, top);
      await expect.poll(async () => (await positionsIn(page)).at(-1)).toBeLessThan(head - top / 32);
      for (const position of await positionsIn(page)) seen.add(position);
    }
    expect([...seen]).toEqual(Array.from({ length: 54 }, (_, i) => head - i));
  });

  it("says that the server is away, keeps what was typed, and goes on when it is back", async () => {
    const page = await foldlog.visit("/ui");
    const before = await foldlog.head();
    await foldlog.server.stop();
    await page.getByText(/Offline, again in/).waitFor();
    await page.getByLabel("Number").fill("41");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("The server does not answer").waitFor();
    expect(await page.getByLabel("Number").inputValue()).toBe("41");
    await foldlog.server.start();
    await isLive(page);
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText(`Added at position ${before + 1}`).waitFor();
    await expect.poll(() => page.getByText('{"value":41}').count()).toBe(1);
  });

  it("shows a refusal, a conflict and a wrong number as people need them", async () => {
    const page = await foldlog.visit("/ui");
    const { value: now } = await foldlog.client.get<{ value: number }>("/value");
    const rest = { type: "INCREMENT", data: { value: Number.MAX_SAFE_INTEGER - now } };
    await foldlog.client.append("counter-main", rest);
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText(/The system refuses.*must stay between/).waitFor();
    await page.getByLabel("Number").fill("1.5");
    await page.getByLabel("Number").blur();
    await page.getByText("Number must be an integer from 1 to").waitFor();
    // That somebody else took the same id can only come by chance and the clock.
    await page.evaluate("Date.now = () => 0, crypto.getRandomValues = (bytes) => bytes.fill(0)");
    const id = "00000000-0000-7000-8000-000000000000";
    await foldlog.client.append("other-1", { type: "Taken", data: null, id });
    await page.getByLabel("Type").selectOption("DECREMENT");
    await page.getByLabel("Number").fill("2");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("The event id is taken").waitFor();
    const help = page.getByRole("link", { name: "What this means" });
    expect(await help.getAttribute("href")).toBe("/problems/event-id-conflict");
    expect(await page.getByLabel("Number").inputValue()).toBe("2");
  });
});
