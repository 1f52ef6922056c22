// What an append costs at least: Worker, Durable Object, one INSERT into the same table with the same
// indexes. No checks, no counts, no problems, no answer but the position.
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";

const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY, stream TEXT, revision INTEGER, type TEXT, source TEXT, id TEXT,
    occurred_at TEXT, recorded_at TEXT, data TEXT, metadata TEXT)`,
  "CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (stream, revision)",
  "CREATE UNIQUE INDEX IF NOT EXISTS events_by_identity ON events (source, id)",
];
const INSERT =
  "INSERT INTO events (stream, revision, type, source, id, recorded_at, data) SELECT 'bench', ";

export class Bare extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    for (const statement of SCHEMA) ctx.storage.sql.exec(statement);
  }

  insertOne(event) {
    return this.#insert("?2, ?1 ->> 'type', 'api', ?3, ?4, ?1 -> 'data'", event);
  }

  insertMany(events) {
    const row =
      "?2 + key, value ->> 'type', 'api', ?3 || key, ?4, value -> 'data' FROM json_each(?1)";
    return this.#insert(row, events);
  }

  #insert(row, json) {
    const { sql } = this.ctx.storage;
    const head = sql.exec("SELECT ifnull(max(position), 0) AS head FROM events").one().head;
    const id = Date.now().toString(16) + crypto.randomUUID();
    sql.exec(INSERT + row, json, head + 1, id, new Date().toISOString());
    return head + 1;
  }
}

export default class extends WorkerEntrypoint {
  async fetch(request) {
    const object = this.env.BARE.getByName("main");
    const events = await request.text();
    const position = await (events.startsWith("[")
      ? object.insertMany(events)
      : object.insertOne(events));
    return Response.json({ position }, { status: 201 });
  }
}
