export interface Progress {
  readonly name: string;
  readonly done: number;
  readonly total: number;
  /** What else there is to say. */
  readonly note: string;
}

export interface LineStyle {
  /** The line is cut to them, since a terminal cannot take back one that it has broken. */
  readonly columns: number;
  /** Whether escape codes colour it. */
  readonly colour: boolean;
}

const NAME_WIDTH = 8;
const BAR_WIDTH = 32;

/** How far something is, on one line with a bar. */
export function progressLine(progress: Progress, { columns, colour }: LineStyle): string {
  const { name, done, total, note } = progress;
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.floor(share * BAR_WIDTH);
  const [filled, empty] = ["█".repeat(full), "░".repeat(BAR_WIDTH - full)];
  const count = `${String(done).padStart(String(total).length)} of ${total}`;
  const label = `${name.padEnd(NAME_WIDTH)} `;
  const line = `${label}${filled}${empty} ${count}${note && `; ${note}`}`.slice(0, columns);
  if (!colour) return line;
  const end = Math.min(line.length, label.length + full);
  return `${line.slice(0, label.length)}\u001B[32m${line.slice(label.length, end)}\u001B[39m${line.slice(end)}`;
}
