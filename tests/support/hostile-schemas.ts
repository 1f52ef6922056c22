/** What a gateway must survive: schemas as JSON text, and what is sent to those that are admitted. */
export interface Hostile {
  readonly name: string;
  readonly schema: string;
  readonly event?: string;
  /** Registered after it, with a compatibility that looks at both. */
  readonly next?: string;
}

const json = JSON.stringify;
const times = <T>(n: number, make: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(i));

function pattern(text: string, event: string): Hostile {
  return { name: `pattern ${text}`, schema: json({ pattern: text }), event: json(event) };
}

const manyNumbers = json(times(40_000, (i) => i));
const manyObjects = json(times(18_000, (i) => ({ a: i })));
const deep = (n: number) => "[".repeat(n) + "]".repeat(n);
const branches = (n: number) => times(n, (i) => ({ minimum: i, multipleOf: 0.01 + i }));

/** `$defs` of which each refers twice to the next. */
function doubling(n: number, twice: (next: object) => object) {
  const defs = times(n, (i) => [`d${i}`, twice({ $ref: `#/$defs/d${i + 1}` })] as const);
  return {
    $ref: "#/$defs/d0",
    $defs: { ...Object.fromEntries(defs), [`d${n}`]: { type: "number" } },
  };
}

export const hostileSchemas: readonly Hostile[] = [
  pattern("^(a+)+$", `${"a".repeat(100_000)}!`),
  pattern("(x+x+)+y", "x".repeat(200_000)),
  pattern("(a|a)*b", "a".repeat(200_000)),
  pattern("^((a{1,100}){1,100}){1,100}$", "a".repeat(100_000)),
  pattern("(?=.*a)(?=.*b)", "a"),
  pattern("(a)\\1", "aa"),
  {
    name: "many patterns on many names",
    schema: json({
      patternProperties: Object.fromEntries(times(300, (i) => [`(a|b)*${i}$`, true])),
    }),
    event: json(Object.fromEntries(times(8000, (i) => [`ababababab${i}`, 1]))),
  },
  {
    name: "$ref bomb",
    schema: json(doubling(30, (next) => ({ allOf: [next, next] }))),
    event: "1",
  },
  {
    name: "$ref bomb of anyOf",
    schema: json(doubling(30, (next) => ({ anyOf: [{ allOf: [next] }, next] }))),
    event: '"x"',
  },
  { name: "reference to itself", schema: json({ $ref: "#" }), event: "1" },
  {
    name: "references in a circle",
    schema: json({
      $ref: "#/$defs/a",
      $defs: { a: { anyOf: [{ $ref: "#/$defs/b" }] }, b: { not: { $ref: "#/$defs/a" } } },
    }),
    event: "1",
  },
  {
    name: "recursion that branches at each level",
    schema: json({
      items: { anyOf: [{ $ref: "#" }, { $ref: "#" }] },
      maxItems: 1,
      not: { type: "number" },
    }),
    event: `${"[".repeat(60)}1${"]".repeat(60)}`,
  },
  { name: "schema 20,000 deep", schema: `${'{"not":'.repeat(20_000)}{}${"}".repeat(20_000)}` },
  { name: "event 20,000 deep", schema: json({ items: { $ref: "#" } }), event: deep(20_000) },
  { name: "uniqueItems of objects", schema: json({ uniqueItems: true }), event: manyObjects },
  { name: "uniqueItems of numbers", schema: json({ uniqueItems: true }), event: manyNumbers },
  {
    name: "oneOf for each item",
    schema: json({ items: { oneOf: branches(1000) } }),
    event: manyNumbers,
  },
  {
    name: "anyOf for each item",
    schema: json({
      items: { anyOf: branches(1000).map((branch) => ({ allOf: [branch, false] })) },
    }),
    event: manyNumbers,
  },
  {
    name: "contains of alternatives",
    schema: json({ contains: { anyOf: branches(1000), type: "string" }, minContains: 20_000 }),
    event: manyNumbers,
  },
  {
    name: "enum of large objects for each item",
    schema: json({ items: { enum: times(1000, (i) => ({ a: times(20, (k) => i + k) })) } }),
    event: manyObjects,
  },
  {
    name: "unevaluatedItems under alternatives",
    schema: json({
      anyOf: times(300, (i) => ({ prefixItems: times(10, () => ({ minimum: i })) })),
      unevaluatedItems: false,
    }),
    event: manyNumbers,
  },
  {
    name: "a schema of 1 MiB of properties",
    schema: json({
      properties: Object.fromEntries(times(40_000, (i) => [`p${i}`, { minimum: i }])),
    }),
    event: json(Object.fromEntries(times(15_000, (i) => [`p${i}`, -1]))),
  },
  {
    name: "many required members that are not there",
    schema: json({ required: times(50_000, (i) => `member ${i}`) }),
    event: "{}",
  },
  {
    name: "multipleOf of numbers far apart",
    schema: json({ items: { multipleOf: 5e-324 } }),
    event: json(times(10_000, () => 1.7e308)),
  },
  {
    name: "alternatives against alternatives",
    schema: json({
      anyOf: times(700, (i) => ({ properties: { a: { minimum: i }, b: { pattern: `a${i}` } } })),
    }),
    next: json({
      anyOf: times(700, (i) => ({ properties: { a: { maximum: i }, c: { pattern: `b${i}` } } })),
    }),
  },
  {
    name: "recursions against each other",
    schema: json({
      anyOf: times(6, (i) => ({
        required: [`a${i}`],
        properties: Object.fromEntries(times(6, (k) => [`a${k}`, { $ref: "#" }])),
      })),
    }),
    next: json({
      oneOf: times(6, (i) => ({
        required: [`a${i}`, "z"],
        properties: Object.fromEntries(times(6, (k) => [`a${k}`, { $ref: "#" }])),
      })),
    }),
  },
  {
    name: "large enums against each other",
    schema: json({ enum: times(30_000, (i) => `member ${i}`) }),
    next: json({ enum: times(30_000, (i) => `member ${i + 1}`) }),
  },
];
