/** The values of a string option of wrangler, behind it or behind a sign in it. Its names are without hyphens before them. */
export function optionValues(args: readonly string[], names: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    const [, name = "", joined] = /^--?([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (!names.includes(name)) return [];
    return joined ?? args[i + 1] ?? "";
  });
}
