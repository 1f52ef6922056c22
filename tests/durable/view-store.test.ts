import { describe } from "vitest";
import type { WithStorage } from "../support/log-harness.ts";
import { NodeStorage } from "../support/node-storage.ts";
import { describeDeadLetters } from "./dead-letters.contract.ts";
import { describeVerification } from "./verify.contract.ts";
import { describeGenerations } from "./generations.contract.ts";
import { describeViews } from "./view.contract.ts";

const withStorage: WithStorage = async (use) => use(new NodeStorage());

describe("the store of a view on Node's SQLite", () => {
  describeViews(withStorage, 100);
  describeGenerations(withStorage);
  describeDeadLetters(withStorage);
  describeVerification(withStorage);
});
