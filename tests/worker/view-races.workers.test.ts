import { reset, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";
import { created } from "../support/order-events.ts";

const client = new Client((request) => exports.default.fetch(request));
const VIEW = "/v1/views/orders";
const TOTAL = "/orders/value?start_date=2020-09-01&end_date=2020-09-01&basis=occurred";

let orders = 0;

/** Orders of one dollar each, so that the total is the position. */
async function append(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => {
    orders += 1;
    const event_id = `e-${orders}`;
    return created({ event_id, order_value: 1, occurred_at: "2020-09-01T12:00:00Z" });
  });
  expect((await client.post("/create", events)).status).toBe(201);
}

async function ask(): Promise<void> {
  const { status, headers, body } = await client.get(TOTAL);
  if (status === 503) return;
  const dollars = `${headers.get("log-position")}.00`;
  expect([status, body]).toMatchObject([200, [{ gross: dollars, net: dollars }]]);
}

async function verify(): Promise<void> {
  const { status, body } = await client.send("POST", `${VIEW}/verify`);
  if (status !== 503) expect([status, body]).toMatchObject([200, { identical: true }]);
}

const send = (method: string, path: string, statuses: readonly number[]) => async () =>
  expect(statuses).toContain((await client.send(method, path)).status);

const operations: Readonly<Record<string, () => Promise<void>>> = {
  append: () => append(3),
  ask,
  verify,
  rebuild: send("POST", `${VIEW}/rebuild`, [202]),
  destroy: send("DELETE", VIEW, [204]),
  retry: send("POST", `${VIEW}/dead-letters/retry`, [202, 404]),
  look: send("GET", VIEW, [200]),
};

const names = fc.array(fc.constantFrom(...Object.keys(operations)), {
  minLength: 10,
  maxLength: 25,
  size: "max",
});

describe("a view to which everything happens at once", () => {
  it("answers by its position, ends whole, and leaves one table", async () => {
    await fc.assert(
      fc
        .asyncProperty(names, async (chosen) => {
          for (let i = 0; i < 2; i += 1) await append(700);
          await Promise.all(chosen.map(async (name) => operations[name]?.()));
          await expect
            .poll(async () => (await client.get(VIEW)).body, { timeout: 10_000 })
            .toMatchObject({ building: null, verifying: null, lastError: null });
          const { headers, body } = await client.get(TOTAL);
          expect(headers.get("log-position")).toBe(String(orders));
          expect(body).toMatchObject([{ orders, net: `${orders}.00` }]);
          await verify();
          await runInDurableObject(env.VIEW.getByName("main/orders"), (_, { storage }) => {
            const sql = "SELECT name FROM sqlite_master WHERE name LIKE 'rows_%'";
            expect(storage.sql.exec(sql).toArray()).toHaveLength(1);
          });
        })
        .afterEach(async () => {
          orders = 0;
          await reset();
        }),
      { numRuns: 6 },
    );
  });
});
