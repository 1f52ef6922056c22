import type { Gap } from "../schema-kind.ts";
import { gap, quoted } from "./gap.ts";
import type { Keywords, Proof } from "./proof.ts";
import {
  listedNames,
  nameSchemas,
  namesIn,
  otherProperties,
  patternsOf,
  propertyAt,
  required,
} from "./properties.ts";
import {
  type SchemaNode,
  SchemaDocument,
  keysOf,
  stringsOf,
  subschema,
  valueAt,
} from "./schema-node.ts";
import { type Written, also, requiring, undivided } from "./written.ts";

export const nameKeywords: readonly Keywords[] = [
  {
    keywords: ["required"],
    rule: "required-added",
    gaps(written, read) {
      if (!written.types.has("object")) return [];
      const given = required(written);
      const missing = stringsOf(read.keywords["required"]).filter((name) => !given.has(name));
      return missing.map((name) => {
        const message = `${quoted(name)} may be missing, which the reader requires`;
        return gap("required-added", { written, read, at: ["required"] }, message);
      });
    },
  },
  {
    keywords: ["dependentRequired"],
    rule: "dependent-required-added",
    gaps(written, read, proof) {
      return written.types.has("object")
        ? keysOf(read, "dependentRequired").flatMap((name) =>
            companions({ written, read, name }, proof),
          )
        : [];
    },
  },
  {
    keywords: ["dependentSchemas"],
    rule: "constant-refused",
    gaps(written, read, proof) {
      if (!written.types.has("object")) return [];
      return keysOf(read, "dependentSchemas").flatMap((name) => {
        const node = subschema(read, "dependentSchemas", name);
        const present = also(undivided(written), {
          fits: [requiring(name)],
          types: new Set(["object"]),
        });
        return node && !isAbsent(written, name, proof) ? proof.here(present, node) : [];
      });
    },
  },
  {
    keywords: ["propertyNames"],
    rule: "property-names-narrowed",
    gaps(written, read, proof) {
      const names = subschema(read, "propertyNames");
      return names && written.types.has("object") ? unnamed({ written, read, names }, proof) : [];
    },
  },
];

interface Companions {
  readonly written: Written;
  readonly read: SchemaNode;
  readonly name: string;
}

function companions({ written, read, name }: Companions, proof: Proof): readonly Gap[] {
  const at = ["dependentRequired", name];
  const given = required(also(written, { fits: [requiring(name)] }));
  const missing = stringsOf(valueAt(read.keywords, at)).filter((other) => !given.has(other));
  if (missing.length === 0 || isAbsent(written, name, proof)) return [];
  const message = `${quoted(name)} may be written without ${missing.map(quoted).join(" and ")}`;
  return [gap("dependent-required-added", { written, read, at }, message)];
}

function isAbsent(written: Written, name: string, proof: Proof): boolean {
  return proof.isEmptyWithin(propertyAt(written, name, proof));
}

interface Names {
  readonly written: Written;
  readonly read: SchemaNode;
  readonly names: SchemaNode;
}

function unnamed({ written, read, names }: Names, proof: Proof): readonly Gap[] {
  const place = { written, read, at: ["propertyNames"] };
  const listed = listedNames(written, proof);
  const refused = [...namesIn(written), ...(listed ?? [])].filter(
    (name) => proof.takes(names, name) !== true && !isAbsent(written, name, proof),
  );
  if (refused.length > 0) {
    const message = `a property may be written with the name ${quoted(refused[0] ?? "")}`;
    return [gap("property-names-narrowed", place, message)];
  }
  const patterns = [...new Set(written.parts.flatMap(patternsOf))];
  const isCertain = [undefined, ...patterns].every((pattern) => {
    if (proof.isEmptyWithin(otherProperties(written, pattern))) return true;
    return proof.isCertainWithin([...nameSchemas(written), text(pattern)], names);
  });
  const message = "properties may be written whose names the reader refuses";
  return listed || isCertain ? [] : [gap("property-names-narrowed", place, message)];
}

/** A name that matches a pattern, if there is one. */
function text(pattern: string | undefined): SchemaNode {
  return new SchemaDocument({ type: "string", ...(pattern === undefined ? {} : { pattern }) }).root;
}
