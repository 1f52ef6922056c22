import type { Field, Shape } from "./log-rpc.ts";

/** JSON text of each field, as SQL. A type needs no escaping, a time neither. */
const FIELDS: Readonly<Record<Extract<Field, string>, string>> = {
  position: "position",
  stream: "json_quote(stream)",
  revision: "revision",
  type: `'"' || type || '"'`,
  source: "json_quote(source)",
  id: "json_quote(id)",
  occurredAt: `'"' || ifnull(occurred_at, recorded_at) || '"'`,
  recordedAt: `'"' || recorded_at || '"'`,
  data: "data",
  metadata: "ifnull(metadata, '{}')",
};

/**
 * At most as many bytes as an event's JSON text takes, since an escaped character takes six. octet_length
 * reads a row's header, not its payload, so measuring costs a tenth of reading.
 */
export const SIZE_SQL = `octet_length(data) + ifnull(octet_length(metadata), 0)
  + 2 * octet_length(stream) + 2 * octet_length(source) + 6 * octet_length(id) + 300`;

/** An SQL expression that makes the JSON text of an event in a shape. Throws on a name that is no plain word. */
export function shapeSql(shape: Shape): string {
  if (shape === "data") return FIELDS.data;
  const members = shape.map(([name, field]) => `'"${plainWord(name)}":' || ${fieldSql(field)}`);
  return `'{' || ${members.join(` || ',' || `)} || '}'`;
}

function fieldSql(field: Field): string {
  if (typeof field === "string") return FIELDS[field];
  return `ifnull(data -> '$.${plainWord(field.memberOfData)}', 'null')`;
}

/** Names go into the statement as they are, so nothing but letters may pass. */
function plainWord(name: string): string {
  if (!/^[A-Za-z]+$/.test(name)) throw new Error(`"${name}" cannot be a member's name in a shape`);
  return name;
}
