import type { System } from "../../core/system.ts";
import {
  QUARANTINE_CATEGORY,
  SCHEMA_CATEGORY,
  SENT_CATEGORY,
  type QuarantineEvent,
  type SchemaEvent,
} from "./events.ts";
import { gatewayProjection } from "./projections.ts";
import {
  quarantineDecider,
  type QuarantineCommand,
  type QuarantineState,
} from "./quarantine-commands.ts";
import { schemaDecider, type Register, type Registered } from "./schema-commands.ts";
import { sentDecider, type Send } from "./sent-commands.ts";

/**
 * Seed 2: a topic is three streams. Their commands have no names, since each follows from a judgement that is
 * made before: whether a schema is admitted, and whether an event fits.
 */
const schemas: System<Register, Registered, SchemaEvent> = {
  category: SCHEMA_CATEGORY,
  decider: schemaDecider,
  projections: [gatewayProjection],
};

const sent: System<Send, { readonly sent: number }> = {
  category: SENT_CATEGORY,
  decider: sentDecider,
};

const quarantine: System<QuarantineCommand, QuarantineState, QuarantineEvent> = {
  category: QUARANTINE_CATEGORY,
  decider: quarantineDecider,
  keeping: {
    ends: ({ type, data }) => (type === "QuarantineEnded" ? data.revision : undefined),
    expire: (revision) => ({ type: "end", revision, because: "expired" }),
  },
};

export const gateway: readonly System[] = [schemas, sent, quarantine];
