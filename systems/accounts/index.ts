import type { System } from "../../core/system.ts";
import type { Account } from "./account.ts";
import { accountCommands, accountDecider, type AccountCommand } from "./commands.ts";
import { ACCOUNT, type AccountEvent } from "./events.ts";
import { accountsProjection } from "./projections.ts";

/** Seed 4: accounts that can say no. */
export const accounts: System<AccountCommand, Account, AccountEvent> = {
  category: ACCOUNT,
  decider: accountDecider,
  commands: accountCommands,
  projections: [accountsProjection],
};
