import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../support/http.ts";
import { plainTotals, sendTraffic, TRAFFIC_RANGE } from "../support/order-traffic.ts";
import { eventsOf } from "../support/view-requests.ts";
import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "../support/workerd.ts";

describe("a log that was made before there were views", () => {
  const data = temporary("older-log");
  let runtime: Runtime;
  beforeAll(async () => {
    const program = bundleFoldlog();
    runtime = await startWorkerd(program, data);
    await sendTraffic(new Client(fetch, runtime.url), { first: 1, last: 50, size: 50 });
    await runtime.stop("SIGKILL");
    setBack(join(data, "EventLog"));
    runtime = await startWorkerd(program, data);
  });
  afterAll(() => runtime.stop("SIGKILL"));

  it("takes events, and has views of all there ever were, which follow it", async () => {
    const client = new Client(fetch, runtime.url);
    await sendTraffic(client, { first: 51, last: 60, size: 1 });
    const total = `/orders/value?${TRAFFIC_RANGE}`;
    expect((await client.get(total)).body).toMatchObject([plainTotals(await eventsOf(client))]);
    await sendTraffic(client, { first: 61, last: 70, size: 10 });
    const events = await eventsOf(client);
    expect(events).toHaveLength(70);
    await expect
      .poll(async () => (await client.get(`${total}&consistency=eventual`)).body)
      .toMatchObject([plainTotals(events)]);
  });
});

/** Leaves the log's database as its first version had it. */
function setBack(directory: string): void {
  const [file, ...others] = readdirSync(directory).filter((name) =>
    /^[0-9a-f]+\.sqlite$/.test(name),
  );
  if (file === undefined || others.length > 0) throw new Error(`${directory} has not one log`);
  const database = new DatabaseSync(join(directory, file));
  database.exec(
    "DROP TABLE views; DROP TABLE kept_texts; DELETE FROM migrations WHERE version > 1;",
  );
  database.close();
}
