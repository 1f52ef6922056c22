import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { describe } from "vitest";
import { DurableStorage } from "../../durable/durable-storage.ts";
import type { EventLog } from "../../durable/event-log.ts";
import type { WithStorage } from "../support/log-harness.ts";
import { describeAppends } from "./append.contract.ts";
import { describeKeptTexts } from "./kept-texts.contract.ts";
import { describeTogether } from "./together.contract.ts";
import { describeAppendsOfEach } from "./append-each.contract.ts";
import { describeCommands } from "./execute.contract.ts";
import { describeRandomCommands } from "./execute-random.contract.ts";
import { describeCounts } from "./counts.contract.ts";
import { describeIdentities } from "./identities.contract.ts";
import { describeMigrations } from "./migrate.contract.ts";
import { describeFilters } from "./filters.contract.ts";
import { describeHistograms } from "./histogram.contract.ts";
import { describeReading } from "./reading.contract.ts";
import { describeSystems } from "./systems.contract.ts";
import { describeTimeTravel } from "./time-travel.contract.ts";

const withStorage: WithStorage = (use) =>
  runInDurableObject<EventLog, void>(env.LOG.get(env.LOG.newUniqueId()), (_, state) =>
    use(new DurableStorage(state.storage)),
  );

describe("the store in a Durable Object", () => {
  describeMigrations(withStorage);
  describeAppends(withStorage);
  describeAppendsOfEach(withStorage);
  describeIdentities(withStorage);
  describeCommands(withStorage);
  describeTogether(withStorage);
  describeKeptTexts(withStorage);
  describeRandomCommands(withStorage, 20);
  describeCounts(withStorage);
  describeSystems(withStorage);
  describeTimeTravel(withStorage, 5);
  describeReading(withStorage, 20);
  describeFilters(withStorage, 20);
  describeHistograms(withStorage, 20);
});
