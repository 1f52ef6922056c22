import { compareSchemas } from "../../systems/gateway/compatibility/compare.ts";
import type { SchemaKind } from "../../systems/gateway/schema-kind.ts";
import { admitSchema } from "../json-schema/admit-schema.ts";
import { compileSchema } from "../json-schema/compile-schema.ts";

/** JSON Schema, drafts 2020-12 and 7. */
export const jsonSchema: SchemaKind = {
  admit: admitSchema,
  compile: compileSchema,
  compare: (written, read, effort) =>
    compareSchemas(written, read, { compile: compileSchema, effort }),
};
