import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe } from "vitest";
import { DurableStorage } from "../../durable/durable-storage.ts";
import type { Producer } from "../../durable/producer.ts";
import { describeProducerRun } from "./producer-run.contract.ts";

describe("a run of the producer in a Durable Object", () => {
  describeProducerRun((use) =>
    runInDurableObject<Producer, void>(
      env.PRODUCER_OBJECT.get(env.PRODUCER_OBJECT.newUniqueId()),
      (_, { storage }) => use(new DurableStorage(storage)),
    ),
  );
});
