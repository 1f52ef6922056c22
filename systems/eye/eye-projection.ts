import type { RecordedEvent } from "../../core/event.ts";
import { categoryOf } from "../../core/names.ts";
import type { Projection, Rows } from "../../core/projection.ts";
import { QUARANTINE_CATEGORY, type EventQuarantined, type SchemaEvent } from "../gateway/events.ts";
import { EYE_PREFIX, nameOfStream } from "../gateway/topic.ts";
import { trusted } from "../trusted.ts";
import { kindOf } from "./error-kind.ts";
import { EYE_SCHEMA_CATEGORY, isEyeQuarantine } from "./events.ts";
import { listCategories, listErrors } from "./eye-queries.ts";
import { momentOf } from "./moment.ts";
import {
  errorKey,
  errorsOf,
  HOUR_SECONDS,
  hoursKey,
  kindKey,
  schemaKey,
  type ErrorRow,
  type KindRow,
  type SchemaRow,
} from "./refusal-rows.ts";

/** Which schemas there are, and what was refused and why. An error stays when its event has left the quarantine. */
export const eyeProjection: Projection = {
  name: "eye",
  version: 1,
  categories: [EYE_SCHEMA_CATEGORY, QUARANTINE_CATEGORY],
  queries: { categories: listCategories, errors: listErrors },
  evolve(rows, event) {
    const name = nameOfStream(event.stream);
    // oxlint-disable typescript/no-unsafe-type-assertion -- the deciders of these categories make no others
    if (categoryOf(event.stream) === EYE_SCHEMA_CATEGORY)
      declare(rows, event as RecordedEvent<SchemaEvent>);
    else if (event.type === "EventQuarantined" && isEyeQuarantine(name))
      refuse(rows, event as RecordedEvent<EventQuarantined>);
    // oxlint-enable typescript/no-unsafe-type-assertion
  },
};

function declare(rows: Rows, event: RecordedEvent<SchemaEvent>): void {
  const [category = "", ...name] = nameOfStream(event.stream).split("/");
  const key = schemaKey(category, name.join("/"));
  const { compatibility } = event.data;
  if (event.type === "SchemaRegistered") {
    const { version } = event.data;
    const row: SchemaRow = { version, compatibility, declaredAt: event.recordedAt };
    rows.set(key, row);
  } else rows.set(key, { ...trusted<SchemaRow>(rows.get(key) ?? null), compatibility });
}

function refuse(rows: Rows, event: RecordedEvent<EventQuarantined>): void {
  const { position, recordedAt, data } = event;
  const application = nameOfStream(event.stream).slice(EYE_PREFIX.length);
  const kind = kindOf(data.errors);
  const { type: category, id, errors } = data;
  const row: ErrorRow = { application, kind, category, id, errors, refusedAt: recordedAt };
  rows.set(errorKey(position), row);
  rows.set([...errorsOf(application), -position], kind);
  const key = kindKey(application, kind);
  const before = rows.get(key);
  const firstAt = before === undefined ? recordedAt : trusted<KindRow>(before).firstAt;
  rows.set(key, { firstAt, lastAt: recordedAt } satisfies KindRow);
  const hour = Math.floor(momentOf(recordedAt, position)[0] / HOUR_SECONDS);
  const hourKey = [...hoursKey(application, kind), hour] as const;
  rows.set(hourKey, Number(rows.get(hourKey) ?? 0) + 1);
}
