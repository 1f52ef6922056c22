/** What is known before a deploy. */
export interface Known {
  /** Behind `npm run deploy --`. */
  readonly args: readonly string[];
  /** The text of wrangler.toml. */
  readonly config: string;
  /** The names of the secrets that the Worker has; `undefined` if there is no such Worker yet. */
  readonly secrets: readonly string[] | undefined;
}

export type DeployPlan =
  | { readonly refusal: string }
  | { readonly args: readonly string[]; readonly warning: string | undefined };

const HOW_OPEN = "If everybody is to be let in, say so: npm run deploy -- --open";
const OPEN = "--open";

/** What to give to wrangler deploy, or why not to. An open log comes to the internet only by `--open`. */
export function deployPlan({ args, config, secrets }: Known): DeployPlan {
  const rest = args.filter((arg) => arg !== OPEN);
  if (args.includes(OPEN))
    return {
      args: [...rest, "--var", "ACCESS:open"],
      warning: "ACCESS=open: everybody on the internet may read and write everything in this log.",
    };
  const refusal = whyOpen(rest, config, secrets) ?? whyClosed(rest, secrets);
  return refusal === undefined ? { args: rest, warning: undefined } : { refusal };
}

/** What would or might let everybody in. */
function whyOpen(
  args: readonly string[],
  config: string,
  secrets: Known["secrets"],
): string | undefined {
  if (args.some((arg) => /^(--var=)?ACCESS:/.test(arg)))
    return says("--var sets ACCESS, which is for --open to do.");
  if (/^\s*"?ACCESS"?\s*=|[{,]\s*"?ACCESS"?\s*=/m.test(config))
    return says("wrangler.toml sets ACCESS: take it out, unset it lets in who has a key.");
  if (args.some((arg) => arg.startsWith("--keep-vars")))
    return says("--keep-vars might keep an ACCESS that was set elsewhere.");
  if (secrets?.includes("ACCESS"))
    return says("The Worker has a secret ACCESS: npx wrangler secret delete ACCESS.");
  return undefined;
}

function says(what: string): string {
  return `${what} ${HOW_OPEN}`;
}

/** What would let nobody in. */
function whyClosed(args: readonly string[], secrets: Known["secrets"]): string | undefined {
  const isGiven = args.some((arg) => arg.startsWith("--secrets-file"));
  if (isGiven || secrets?.includes("ADMIN_KEY")) return undefined;
  return `The Worker has no secret ADMIN_KEY, the first key. Make one, keep it, and set it:

  openssl rand -hex 32
  npx wrangler secret put ADMIN_KEY

Then run this again. ${HOW_OPEN}`;
}
