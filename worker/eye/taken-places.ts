import type { Outcome } from "../../core/problem.ts";
import type { Execute, Executed } from "../../durable/log-rpc.ts";
import type { Env } from "../env.ts";
import { askLog } from "../log.ts";

/** Of commands that were answered as known, those beside whose event another text is kept than they bring. */
export async function takenPlaces(
  env: Env,
  commands: readonly Execute[],
  outcomes: readonly Outcome<Executed>[],
): Promise<ReadonlySet<Execute>> {
  const known = commands.flatMap((command, i) => {
    const outcome = outcomes[i];
    if (!command.keep || !outcome?.ok || !outcome.value.replayed) return [];
    return [{ command, position: outcome.value.events[0]?.position ?? 0 }];
  });
  if (known.length === 0) return new Set();
  const positions = known.map(({ position }) => position);
  const texts = await askLog(env, (log) => log.keptTexts(positions));
  const taken = known.filter(
    ({ command }, i) => (texts[i] ?? null) !== null && texts[i] !== command.keep?.text,
  );
  return new Set(taken.map(({ command }) => command));
}
