import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, type Json } from "../../core/json.ts";
import { admitSchema } from "../../worker/json-schema/admit-schema.ts";
import { compileSchema } from "../../worker/json-schema/compile-schema.ts";

/** A schema of the official suite, with events and whether they fit. */
interface Group {
  readonly description: string;
  readonly schema: Json;
  readonly tests: readonly {
    readonly description: string;
    readonly data: Json;
    readonly valid: boolean;
  }[];
}

export interface Result {
  /** Verdicts as the suite has them. */
  readonly right: number;
  /** Tests of schemas that are refused, by keyword. */
  readonly refused: ReadonlyMap<string, number>;
  /** Where the verdict is another. */
  readonly wrong: readonly string[];
}

/** Judges the tests of a folder of the suite, without those of its folders. `$schema` is given to schemas that do not name one. */
export function runSuite(folder: string, $schema: string): Result {
  const refused = new Map<string, number>();
  const wrong: string[] = [];
  let right = 0;
  for (const { group, file } of groupsIn(folder)) {
    const schema = isJsonObject(group.schema) ? { $schema, ...group.schema } : group.schema;
    const refusal = refusingKeyword(schema);
    if (refusal === undefined) {
      const mistakes = mistakesIn(group, schema);
      right += group.tests.length - mistakes.length;
      wrong.push(...mistakes.map((mistake) => `${file}: ${mistake}`));
    } else refused.set(refusal, (refused.get(refusal) ?? 0) + group.tests.length);
  }
  return { right, refused, wrong };
}

function groupsIn(folder: string): readonly { readonly group: Group; readonly file: string }[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.flatMap((file) => {
    const groups: readonly Group[] = JSON.parse(readFileSync(join(folder, file), "utf8"));
    return groups.map((group) => ({ group, file }));
  });
}

/** The keyword for which a schema is refused; `undefined` if it is taken. */
function refusingKeyword(schema: Json): string | undefined {
  const admitted = admitSchema(schema);
  return admitted.ok ? undefined : (admitted.problem.errors?.[0]?.keyword ?? "");
}

function mistakesIn({ description, tests }: Group, schema: Json): readonly string[] {
  const check = compileSchema(schema);
  return tests
    .filter(({ data, valid }) => (check(data).length === 0) !== valid)
    .map((test) => `${description}: ${test.description}`);
}
