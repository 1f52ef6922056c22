import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe } from "vitest";
import { DurableStorage } from "../../durable/durable-storage.ts";
import type { Producer } from "../../durable/producer.ts";
import type { WithStorage } from "../support/log-harness.ts";
import { describeDeadLetters } from "./dead-letters.contract.ts";
import { describeVerification } from "./verify.contract.ts";
import { describeGenerations } from "./generations.contract.ts";
import { describeViews } from "./view.contract.ts";

let objects = 0;

// Any object's storage does, but for one with these tables: that of an idle producer has none of them.
const withStorage: WithStorage = (use) => {
  objects += 1;
  const stub = env.PRODUCER_OBJECT.getByName(`storage-${objects}`);
  return runInDurableObject<Producer, void>(stub, async (_, state) => {
    state.storage.sql.exec("DROP TABLE migrations");
    await use(new DurableStorage(state.storage));
  });
};

describe("the store of a view in a Durable Object", () => {
  describeViews(withStorage, 15);
  describeGenerations(withStorage);
  describeDeadLetters(withStorage);
  describeVerification(withStorage);
});
