import { givenAccess } from "./given-access.ts";
import { optionValues } from "./option-values.ts";
import { readSecretNames } from "./read-secret-names.ts";

/** What is known before a deploy. */
export interface Known {
  /** Behind `npm run deploy --`. */
  readonly args: readonly string[];
  /** The names of the secrets that the Worker has; `undefined` if there is no such Worker yet. */
  readonly secrets: readonly string[] | undefined;
}

export type DeployPlan =
  | { readonly refusal: string }
  | { readonly args: readonly string[]; readonly warning: string | undefined };

const HOW_OPEN = "If everybody is to be let in, say so: npm run deploy -- --open";
const OPEN = "--open";

/**
 * What to give to wrangler deploy, or why not to. An open log comes to the internet only by `--open`: the last
 * `--var` counts more than any configuration and than variables that are kept, and less than secrets alone.
 */
export function deployPlan({ args, secrets }: Known): DeployPlan {
  const rest = args.filter((arg) => arg !== OPEN);
  const unclear = whyUnclear(rest);
  if (unclear !== undefined) return { refusal: unclear };
  if (args.includes(OPEN))
    return {
      args: [...rest, "--var", "ACCESS:open"],
      warning: "ACCESS=open: everybody on the internet may read and write everything in this log.",
    };
  const refusal = whyNot(rest, secrets);
  if (refusal !== undefined) return { refusal };
  return { args: [...rest, "--var", "ACCESS:keys"], warning: undefined };
}

/** The arguments that say which Worker is meant, for other commands of wrangler than deploy. */
export function whichWorker(args: readonly string[]): string[] {
  return Object.entries(WHICH).flatMap(([name, spellings]) =>
    optionValues(args, spellings).map((value) => `--${name}=${value}`),
  );
}

const WHICH = {
  name: ["name"],
  env: ["env", "e"],
  config: ["config", "c"],
  "env-file": ["env-file", "envFile"],
  profile: ["profile"],
};

/** What would keep this script from knowing what wrangler does. */
function whyUnclear(args: readonly string[]): string | undefined {
  if (args.includes("--")) return "Wrangler reads no option behind a second --. Leave it out.";
  if (optionValues(args, ["cwd"]).length > 0)
    return "--cwd is not followed here. Run npm run deploy in that directory.";
  if (optionValues(args, ["dispatch-namespace", "dispatchNamespace"]).length > 0)
    return "The secrets of a Worker in a dispatch namespace are not told. Deploy it by npx wrangler deploy, with --var ACCESS:keys.";
  const files = secretsFiles(args);
  if (files.length > 1) return "Give one --secrets-file.";
  const unread = files.find((file) => !readSecretNames(file));
  return unread === undefined
    ? undefined
    : `${unread} cannot be read. Give --secrets-file a file of secrets.`;
}

function secretsFiles(args: readonly string[]): string[] {
  return optionValues(args, ["secrets-file", "secretsFile"]);
}

function whyNot(args: readonly string[], secrets: readonly string[] = []): string | undefined {
  if (givenAccess(args) !== undefined)
    return `--var sets ACCESS, which is for --open to do. ${HOW_OPEN}`;
  if (secrets.includes("ACCESS"))
    return `The Worker has a secret ACCESS: npx wrangler secret delete ACCESS. ${HOW_OPEN}`;
  const added = secretsFiles(args).flatMap((file) => readSecretNames(file) ?? []);
  if (added.includes("ACCESS")) return `The file of secrets sets ACCESS: take it out. ${HOW_OPEN}`;
  return [...secrets, ...added].includes("ADMIN_KEY") ? undefined : NO_ADMIN_KEY;
}

/** It would let nobody in. */
const NO_ADMIN_KEY = `The Worker has no secret ADMIN_KEY, the first key. Make one, keep it, and set it:

  openssl rand -hex 32
  npx wrangler secret put ADMIN_KEY

Then run this again. ${HOW_OPEN}`;
