/** What arguments of wrangler set the variable ACCESS to; `undefined`: they do not. The last of several counts. */
export function givenAccess(args: readonly string[]): string | undefined {
  return args.flatMap((arg) => /^(?:--var=)?ACCESS:(.*)$/.exec(arg)?.[1] ?? []).at(-1);
}
