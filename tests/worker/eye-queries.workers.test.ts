import { reset } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import { client } from "../support/fruits.ts";
import type { Answer } from "../support/http.ts";
import { partyEvent } from "../support/party.ts";
import { declare, head, sendEvents } from "../support/party-requests.ts";

afterEach(() => reset());

const idsIn = ({ body }: Answer): string[] => body.events.map(({ id }: { id: string }) => id);
const next = ({ headers }: Answer) => /<(.*)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];

/** The second within a minute at which each event occurred. */
const at = (second: number) => `2021-09-26 09:15:${String(second).padStart(2, "0")}`;

describe("GET /eye/events", () => {
  it("ends a page that would be too long, in order, and goes on by its link", async () => {
    await declare(true);
    const data = "x".repeat(200_000);
    const ids = Array.from({ length: 32 }, (_, i) => `e-${String(i).padStart(2, "0")}`);
    // They arrive in the reverse of the order in which they occurred.
    const events = ids.map((id, i) => partyEvent({ id, data, timestamp: at(i) })).toReversed();
    for (const half of [events.slice(0, 16), events.slice(16)])
      expect((await sendEvents(half)).status).toBe(201);
    const found: string[] = [];
    let pages = 0;
    for (let path: string | undefined = "/eye/events"; path !== undefined; pages += 1) {
      const page = await client.get(path);
      expect(page.text.length).toBeLessThan(4 * 1024 * 1024);
      found.push(...idsIn(page));
      path = next(page);
    }
    expect(found).toEqual(ids);
    expect(pages).toBeLessThan(20);
  });

  it("has what was just accepted, says how new it is, and is not sent twice", async () => {
    await declare();
    await sendEvents([partyEvent({ id: "a" }), partyEvent({ id: "b" })]);
    const page = await client.get("/eye/events");
    expect(idsIn(page)).toEqual(["a", "b"]);
    expect(Number(page.headers.get("log-position"))).toBe(await head());
    const known = { "if-none-match": page.headers.get("etag") ?? "" };
    expect((await client.get("/eye/events", known)).status).toBe(304);
    await sendEvents(partyEvent({ id: "c" }));
    expect(idsIn(await client.get("/eye/events", known))).toEqual(["a", "b", "c"]);
    expect((await client.get("/eye/events?consistency=eventual")).status).toBe(200);
    expect((await client.get("/eye/events?min_position=99", { prefer: "wait=0" })).status).toBe(
      504,
    );
  });

  it("finds an event that comes late where it belongs, also behind a link that was given before", async () => {
    await declare();
    await sendEvents([10, 20, 30].map((n) => partyEvent({ id: `e-${n}`, timestamp: at(n) })));
    const first = await client.get("/eye/events?limit=2");
    expect(idsIn(first)).toEqual(["e-10", "e-20"]);
    await sendEvents([5, 25].map((n) => partyEvent({ id: `e-${n}`, timestamp: at(n) })));
    expect(idsIn(await client.get(next(first) ?? ""))).toEqual(["e-25", "e-30"]);
    expect(idsIn(await client.get("/eye/events?limit=1"))).toEqual(["e-5"]);
  });
});

describe("POST /eye/events/query", () => {
  it("goes on by a link to the list with the same filters", async () => {
    await declare();
    const many = Array.from({ length: 1000 }, (_, i) => partyEvent({ id: `e-${i}` }));
    await sendEvents(many);
    await sendEvents([partyEvent({ id: "last" }), partyEvent({ id: "no", name: "Other" })]);
    const asked = { name: "AppName", initial: at(0), end: at(59) };
    const page = await client.post("/eye/events/query", JSON.stringify(asked));
    expect(idsIn(page).length).toBe(1000);
    expect(idsIn(await client.get(next(page) ?? ""))).toEqual(["last"]);
  });
});
