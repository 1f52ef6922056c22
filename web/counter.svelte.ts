import type { RecordedEvent } from "../core/event.ts";
import { counterDecider, type CounterState } from "../systems/counter/commands.ts";
import { COUNTER_STREAM, type CounterEvent } from "../systems/counter/events.ts";
import { foldlog } from "./foldlog.ts";

/** So many events are folded here for the curve. */
const SHOWN = 200;

export interface Point {
  readonly t: number;
  readonly value: number;
}

/** The counter and its recent past, folded in the browser by the server's own function. */
export class Counter {
  /** The values after the last events, the newest last; undefined until they are known. */
  points = $state.raw<readonly Point[]>();
  error = $state.raw<unknown>();
  /** Events that came and are not folded yet. */
  #arrived: RecordedEvent[] = [];
  #loading = false;

  constructor() {
    void this.load();
  }

  get now(): Point | undefined {
    return this.points?.at(-1);
  }

  async load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      this.points = await readPoints();
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
    this.#loading = false;
    this.settle();
  }

  take(event: RecordedEvent): void {
    if (event.stream === COUNTER_STREAM) this.#arrived.push(event);
  }

  /** Folds what has arrived. */
  settle(): void {
    let { now } = this;
    if (!now || this.#arrived.length === 0) return;
    const points = [...(this.points ?? [])];
    for (const event of this.#arrived.splice(0)) {
      if (event.revision <= now.t) continue;
      if (event.revision > now.t + 1) return void this.load();
      now = after(now, event);
      points.push(now);
    }
    this.points = points.slice(-SHOWN - 1);
  }
}

async function readPoints(): Promise<Point[]> {
  const { t: end } = await foldlog.get<Point>("/value");
  const start = await foldlog.get<Point>(`/value/${Math.max(0, end - SHOWN)}`);
  const path = `/v1/streams/${COUNTER_STREAM}/events`;
  const query = { from: start.t + 1, to: end };
  const { events } =
    end === 0 ? { events: [] } : await foldlog.get<{ events: RecordedEvent[] }>(path, query);
  const points = [start];
  for (const event of events) points.push(after(points.at(-1) ?? start, event));
  return points;
}

function after({ value }: Point, event: RecordedEvent): Point {
  const state: CounterState = { value };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the counter's stream holds nothing else
  const next = counterDecider.evolve(state, event as unknown as CounterEvent);
  return { t: event.revision, value: next.value };
}
