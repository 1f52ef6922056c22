import type { Gap } from "../schema-kind.ts";
import { gap, hard } from "./gap.ts";
import type { Keywords, Proof } from "./proof.ts";
import { type SchemaNode, subschema, subschemas } from "./schema-node.ts";
import { type Written, also, fitting, undivided } from "./written.ts";

/** Whether what is written is one case of many is for the proof to try, so here it is taken as it is. */
export const alternativeKeywords: readonly Keywords[] = [
  {
    keywords: ["anyOf"],
    rule: "constant-refused",
    isSplitByType: true,
    gaps(written, read, proof) {
      const branches = subschemas(read, "anyOf");
      const gaps = branches.length === 0 ? [] : firstFit(undivided(written), branches, proof)?.gaps;
      return gaps ?? noFit({ written, read, keyword: "anyOf" }, proof);
    },
  },
  {
    keywords: ["oneOf"],
    rule: "constant-refused",
    isSplitByType: true,
    gaps(written, read, proof) {
      const branches = subschemas(read, "oneOf");
      if (branches.length === 0 || hasSameBranches(written, branches, proof)) return [];
      const fit = firstFit(undivided(written), branches, proof);
      if (!fit) return noFit({ written, read, keyword: "oneOf" }, proof);
      const isAlone = branches.every(
        (branch) =>
          branch === fit.branch || proof.isEmpty(also(undivided(written), { fits: [branch] })),
      );
      if (isAlone) return fit.gaps;
      const message = "what may be written may fit more than one of the alternatives";
      return [gap("alternatives-overlap", { written, read, at: ["oneOf"] }, message)];
    },
  },
  {
    keywords: ["not"],
    rule: "exclusion-added",
    isSplitByType: true,
    gaps(written, read, proof) {
      const excluded = subschema(read, "not");
      if (!excluded || proof.isEmpty(also(undivided(written), { fits: [excluded] }))) return [];
      const message = "what may be written may be what the reader excludes";
      return [gap("exclusion-added", { written, read, at: ["not"] }, message)];
    },
  },
  {
    keywords: ["if", "then", "else"],
    rule: "constant-refused",
    isSplitByType: true,
    gaps(written, read, proof) {
      const condition = subschema(read, "if");
      if (!condition) return [];
      const met = subschema(read, "then");
      const unmet = subschema(read, "else");
      const all = undivided(written);
      return [
        ...(met ? proof.here(also(all, { fits: [condition] }), met) : []),
        ...(unmet ? proof.here(also(all, { fits: [], excluded: [condition] }), unmet) : []),
      ];
    },
  },
];

interface Fit {
  readonly branch: SchemaNode;
  readonly gaps: readonly Gap[];
}

/** A branch that takes all that is written: rather one that takes it without a warning. */
function firstFit(
  written: Written,
  branches: readonly SchemaNode[],
  proof: Proof,
): Fit | undefined {
  let fit: Fit | undefined;
  for (const branch of branches) {
    const gaps = proof.trial.here(written, branch);
    if (gaps.length === 0) return { branch, gaps };
    if (!hard(gaps)) fit ??= { branch, gaps };
  }
  return fit;
}

interface Alternatives {
  readonly written: Written;
  readonly read: SchemaNode;
  readonly keyword: string;
}

/** Why no branch takes it: where one alone is near, what is wrong with that one. */
function noFit({ written, read, keyword }: Alternatives, proof: Proof): readonly Gap[] {
  const all = undivided(written);
  const [nearest, ...others] = proof.isThorough ? near(all, subschemas(read, keyword), proof) : [];
  const gaps = nearest && others.length === 0 ? proof.here(all, nearest) : [];
  if (hard(gaps)) return gaps;
  const message = "what may be written fits none of the alternatives for certain";
  return [gap("alternatives-narrowed", { written, read, at: [keyword] }, message)];
}

/** Branches that some of what is written may fit. */
function near(
  written: Written,
  branches: readonly SchemaNode[],
  proof: Proof,
): readonly SchemaNode[] {
  if (branches.length <= 1) return branches;
  return branches.filter((branch) => !proof.isEmpty(also(written, { fits: [branch] })));
}

/**
 * Whether a part of what is written has the same branches, so that as many of them fit: others must be such
 * that nothing that is written fits them.
 */
function hasSameBranches(written: Written, branches: readonly SchemaNode[], proof: Proof): boolean {
  return written.parts.some((part) => {
    const left = new Set(branches);
    const owns = subschemas(part, "oneOf");
    if (owns.some((own) => written.parts.includes(own))) return false;
    for (const own of owns) {
      const same = [...left].find((branch) => isSame(own, branch, proof));
      if (!same) return false;
      left.delete(same);
    }
    if (left.size === branches.length) return false;
    return [...left].every((branch) => proof.isEmpty(also(undivided(written), { fits: [branch] })));
  });
}

function isSame(a: SchemaNode, b: SchemaNode, proof: Proof): boolean {
  return proof.isCertain(fitting([a]), b) && proof.isCertain(fitting([b]), a);
}
