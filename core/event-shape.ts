/** The members of a recorded event, and where the log has each: what an answer with whole events is asked for as. */
export const EVENT_SHAPE = [
  ["position", "position"],
  ["stream", "stream"],
  ["revision", "revision"],
  ["type", "type"],
  ["source", "source"],
  ["id", "id"],
  ["occurredAt", "occurredAt"],
  ["recordedAt", "recordedAt"],
  ["data", "data"],
  ["metadata", "metadata"],
] as const;
