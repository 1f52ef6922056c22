import type { Outcome } from "../../core/problem.ts";
import type { Execute, Executed } from "../../durable/log-rpc.ts";
import type { Env } from "../env.ts";
import { askLog } from "../log.ts";

type Place = "taken" | "left";

/**
 * Of commands that were answered as known, those whose text is not beside that event: another one is kept there,
 * or none any more, so that nobody can tell which it was.
 */
export async function takenPlaces(
  env: Env,
  commands: readonly Execute[],
  outcomes: readonly Outcome<Executed>[],
): Promise<ReadonlyMap<Execute, Place>> {
  const known = commands.flatMap((command, i) => {
    const outcome = outcomes[i];
    if (!command.keep || !outcome?.ok || !outcome.value.replayed) return [];
    return [{ command, position: outcome.value.events[0]?.position ?? 0 }];
  });
  if (known.length === 0) return new Map();
  const positions = known.map(({ position }) => position);
  const texts = await askLog(env, (log) => log.keptTexts(positions));
  return new Map(
    known.flatMap(({ command }, i) => {
      const text = texts[i] ?? null;
      return text === command.keep?.text ? [] : [[command, text === null ? "left" : "taken"]];
    }),
  );
}
