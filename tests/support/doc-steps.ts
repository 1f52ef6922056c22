export interface DocStep {
  readonly command: string;
  /** As the document shows it, with `…` for what differs. */
  readonly output: string;
}

/** What a document shows as typed behind a `$`. */
export function stepsIn(markdown: string): readonly DocStep[] {
  const found = markdown.matchAll(/^\$ (.+)\n([^`$]*)/gm);
  return Array.from(found, ([, command = "", output = ""]) => ({ command, output }));
}

/** Matches what a document says is printed. */
export function printed(output: string): RegExp {
  const parts = output.trim().split("…");
  const pattern = parts.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+");
  return new RegExp(`^${pattern}$`);
}
