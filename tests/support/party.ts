import type { JsonObject } from "../../core/json.ts";

export const PARTY_SESSION = "e2085be5-9137-4e4e-80b5-f1ffddc25423";

/** The event of the first document. */
export function partyEvent(over: JsonObject = {}): JsonObject {
  return {
    session_id: PARTY_SESSION,
    category: "party",
    name: "AppName",
    data: { host: "www.party.com", path: "/" },
    timestamp: "2021-09-26 09:15:27.243860",
    ...over,
  };
}

/** What its data must be. */
export const partySchema = {
  type: "object",
  required: ["host", "path"],
  additionalProperties: false,
  properties: { host: { type: "string" }, path: { type: "string" } },
};
