import { describe } from "vitest";
import { NodeStorage } from "../support/node-storage.ts";
import type { WithStorage } from "../support/log-harness.ts";
import { describeAppends } from "./append.contract.ts";
import { describeAppendsOfEach } from "./append-each.contract.ts";
import { describeCommands } from "./execute.contract.ts";
import { describeRandomCommands } from "./execute-random.contract.ts";
import { describeKeptTexts } from "./kept-texts.contract.ts";
import { describeTogether } from "./together.contract.ts";
import { describeCounts } from "./counts.contract.ts";
import { describeIdentities } from "./identities.contract.ts";
import { describeMigrations } from "./migrate.contract.ts";
import { describeFilters } from "./filters.contract.ts";
import { describeHistograms } from "./histogram.contract.ts";
import { describeReading } from "./reading.contract.ts";
import { describeSystems } from "./systems.contract.ts";
import { describeTimeTravel } from "./time-travel.contract.ts";

const withStorage: WithStorage = async (use) => use(new NodeStorage());

describe("the store on Node's SQLite", () => {
  describeMigrations(withStorage);
  describeAppends(withStorage);
  describeAppendsOfEach(withStorage);
  describeIdentities(withStorage);
  describeCommands(withStorage);
  describeTogether(withStorage);
  describeKeptTexts(withStorage);
  describeRandomCommands(withStorage, 200);
  describeCounts(withStorage);
  describeSystems(withStorage);
  describeTimeTravel(withStorage, 60);
  describeReading(withStorage, 200);
  describeFilters(withStorage, 200);
  describeHistograms(withStorage, 200);
});
