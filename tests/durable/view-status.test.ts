import { expect, it } from "vitest";
import { viewStatus } from "../../durable/view-status.ts";
import { T0 } from "../support/log-harness.ts";
import { NodeStorage } from "../support/node-storage.ts";
import { TallyView } from "../support/view-harness.ts";

it.each([
  [0, -5],
  [0, 0],
  [5, 5],
])(
  "a view is %i ms behind an event that was recorded %i ms ago by its own clock",
  async (ms, ago) => {
    const view = new TallyView(new NodeStorage());
    view.log.append("a-1", "Added", { name: "x", value: 1 });
    const readLog: typeof view.log.slice = async (request) => ({
      ...(await view.log.slice(request)),
      text: `{"recordedAt":"${T0}"}`,
    });
    const status = await viewStatus(view.store, readLog, Date.parse(T0) + ago);
    expect(status.lag).toEqual({ events: 1, ms });
  },
);
