import { KeyInUse } from "../../client/key-in-use.ts";
import { asError, Refused, sendWithRetries, Stopped } from "../../client/send-with-retries.ts";
import { countAnswer, countResults, resultsIn, type Tally } from "./tally.ts";

/** A request that is safe to repeat, since its events or its key have been there before. */
export interface Parcel {
  /** POST unless told. */
  readonly method?: "PUT";
  /** Below the place where Foldlog answers. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json: unknown;
  /** The names of its events for people, in their order. */
  readonly names: readonly string[];
}

/** What is loaded into one system. */
export interface Part {
  readonly name: string;
  /** How many events there are in all. */
  readonly total: number;
  /** Several may be sent side by side; in each one goes after the other. */
  readonly lanes: Iterable<Iterable<Parcel>>;
}

export interface Destination {
  readonly url: URL;
  readonly key?: string | undefined;
  readonly stop: AbortSignal;
}

/** A request was refused as a whole; the cause says why. */
export class NotTaken extends Error {}

const SIDE_BY_SIDE = 8;
/** With their waits about half a minute. */
const TRIES = 9;

/**
 * Sends all of a part. Events that are refused one by one are written down, and the others go on.
 * Throws NotTaken, Stopped, or what the last try failed with; by then nothing is on its way any more.
 */
export async function load(part: Part, tally: Tally, { stop, ...to }: Destination): Promise<void> {
  const failed = new AbortController();
  const destination = { ...to, stop: AbortSignal.any([stop, failed.signal]) };
  const lanes = part.lanes[Symbol.iterator]();
  const senders = Array.from({ length: SIDE_BY_SIDE }, async () => {
    try {
      for (let lane = lanes.next(); !lane.done; lane = lanes.next())
        for (const parcel of lane.value) await deliver(parcel, tally, destination);
    } catch (error) {
      failed.abort();
      throw error;
    }
  });
  const ends = await Promise.allSettled(senders);
  const errors = ends.flatMap((end) => (end.status === "rejected" ? [asError(end.reason)] : []));
  const error = errors.find((one) => !(one instanceof Stopped)) ?? errors[0];
  if (error) throw error;
}

async function deliver(
  parcel: Parcel,
  tally: Tally,
  { url, key, stop }: Destination,
): Promise<void> {
  const init = new KeyInUse({ key }).on({
    method: parcel.method ?? "POST",
    headers: { "content-type": "application/json", accept: "application/json", ...parcel.headers },
    body: JSON.stringify(parcel.json),
  });
  const onRetry = (reason: Error) => (tally.trouble = reason);
  try {
    const target = below(url, parcel.path);
    const answer = await sendWithRetries(target, init, { tries: TRIES, stop, onRetry });
    countAnswer(tally, parcel.names, answer);
  } catch (error) {
    if (!(error instanceof Refused) || error.status >= 500) throw error;
    const results = resultsIn(error.problem);
    if (!results) throw new NotTaken(culprit(parcel, error), { cause: error });
    countResults(tally, parcel.names, results);
  }
  tally.trouble = undefined;
}

/** A path below the one where Foldlog answers. */
export function below(url: URL, path: string): URL {
  const base = new URL(url);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  return new URL(path, base);
}

/** The event that a refusal points to, or those that were sent together. */
function culprit({ names }: Parcel, { problem }: Refused): string {
  const pointer = problem?.errors?.[0]?.pointer ?? "";
  const [, index] = /^\/(\d+)/.exec(pointer) ?? [];
  const together = new Set([names[0], names.at(-1)]);
  return names[Number(index)] ?? [...together].join(" to ");
}
