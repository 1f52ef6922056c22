import { parseJson, type Json } from "../../core/json.ts";
import { admitSchema } from "../../worker/json-schema/admit-schema.ts";
import { compileSchema } from "../../worker/json-schema/compile-schema.ts";
import { HOSTILE_CHECKS } from "../support/hostile-checks.ts";
import { median } from "./rate.ts";
import { report } from "./report.ts";

const ROUNDS = 9;
const CHECKS = 10_000;
/** Of CPU time, for which a request may hold up others. */
const HOSTILE_MS = 250;

const ORDER = JSON.stringify({
  order_id: "A-10042",
  type: "created",
  currency: "USD",
  customer: { id: "c-77", email: "ann@example.com", name: "Ann Lee" },
  address: { street: "1 Long Street", city: "Springfield", province: "IL", zip: "62701" },
  lines: Array.from({ length: 6 }, (_, i) => ({
    sku: `SKU-${1000 + i}`,
    title: `A thing with the number ${i}`,
    quantity: i + 1,
    price: `12.${10 + i}`,
  })),
  note: "Please leave it at the door. ".repeat(10),
});

const text = (pattern: string): Json => ({ type: "string", pattern });
const LINE = {
  type: "object",
  required: ["sku", "quantity"],
  properties: {
    sku: text("^SKU-[0-9]+$"),
    title: { type: "string", maxLength: 100 },
    quantity: { type: "integer", minimum: 1 },
    price: text(String.raw`^\d+\.\d{2}$`),
  },
};
const SCHEMA: Json = {
  type: "object",
  required: ["order_id", "currency", "lines"],
  properties: {
    order_id: text("^[A-Z]-[0-9]+$"),
    type: { enum: ["created", "cancelled"] },
    currency: { type: "string", minLength: 3, maxLength: 3 },
    customer: { type: "object", additionalProperties: { type: "string" } },
    address: { type: "object", required: ["street"], properties: { province: text("^[A-Z]{2}$") } },
    lines: { type: "array", minItems: 1, items: { $ref: "#/$defs/line" } },
    note: { type: "string", maxLength: 1000 },
  },
  additionalProperties: false,
  $defs: { line: LINE },
};

/** The check of an order of 1 kB as a ratio to its JSON.parse; and what hostile events cost. */
export async function benchValidate(): Promise<boolean> {
  const check = compileSchema(SCHEMA);
  const order = parseJson(ORDER);
  if (check(order).length > 0) throw new Error(JSON.stringify(check(order)));
  const [checks, parses]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    parses.push(cpuTime(() => repeat(() => parseJson(ORDER))));
    checks.push(cpuTime(() => repeat(() => check(order))));
  }
  const [checked, parsed] = [median(checks), median(parses)];
  const each = (ms: number) => `${((ms * 1000) / CHECKS).toFixed(1)} µs`;
  const isQuick = report(`check of an order of ${ORDER.length} bytes`, [
    {
      name: "median",
      text: `${each(checked)}, ${each(parsed)} for its JSON.parse`,
      ratio: checked / parsed,
      atMost: 8,
    },
  ]);
  return benchHostile() && isQuick;
}

/** As they come: cold, with the schema to be admitted and compiled first. */
function benchHostile(): boolean {
  console.log(`hostile events (each at most ${HOSTILE_MS} ms of CPU time)`);
  const times = HOSTILE_CHECKS.map(([name, schema, event]) => {
    const ms = cpuTime(() => {
      if (!admitSchema(schema).ok) throw new Error(name);
      compileSchema(schema)(event);
    });
    console.log(`  ${name}: ${ms.toFixed(0)} ms`);
    return ms;
  });
  return Math.max(...times) <= HOSTILE_MS;
}

function repeat(act: () => unknown): void {
  for (let i = 0; i < CHECKS; i += 1) act();
}

/** Milliseconds of this thread: others on the machine do not count. */
function cpuTime(act: () => void): number {
  const before = process.threadCpuUsage();
  act();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
