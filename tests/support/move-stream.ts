import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { categoryOf } from "../../core/names.ts";

interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Gives the events of a stream to another one behind the log's back, in the directory of a Foldlog that is
 * stopped: so a stream comes to hold what its decider would never have let in. The category of the new
 * one must have no events yet.
 */
export function moveStream(data: string, { from, to }: Move): void {
  const directory = join(data, "v3", "do", "foldlog-EventLog");
  for (const file of readdirSync(directory)) {
    if (!file.endsWith(".sqlite") || file === "metadata.sqlite") continue;
    const log = new DatabaseSync(join(directory, file));
    log.prepare("UPDATE events SET stream = ? WHERE stream = ?").run(to, from);
    const tallies = "UPDATE tallies SET category = ? WHERE category = ?";
    log.prepare(tallies).run(categoryOf(to), categoryOf(from));
    log.close();
  }
}
