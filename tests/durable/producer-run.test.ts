import { describe } from "vitest";
import { NodeStorage } from "../support/node-storage.ts";
import { describeProducerRun } from "./producer-run.contract.ts";

describe("a run of the producer on Node's SQLite", () => {
  describeProducerRun(async (use) => use(new NodeStorage()));
});
