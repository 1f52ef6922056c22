import { send } from "../support/send.ts";
import type { Recorded } from "./load.ts";

/** What is wrong with a log, if these events were acknowledged and nothing else was sent. */
export async function compare(
  url: string,
  acknowledged: ReadonlyMap<string, Recorded>,
): Promise<string[]> {
  const events: Recorded[] = JSON.parse((await send("GET", `${url}/events`)).text);
  const { value }: { value: number } = JSON.parse((await send("GET", `${url}/value`)).text);
  const sum = events.reduce((total, event) => total + event.value, 0);
  const faults = [...outOfOrder(events), ...lostOrChanged(events, acknowledged)];
  if (events.length !== acknowledged.size)
    faults.push(`${events.length} events are there, ${acknowledged.size} were sent`);
  if (value !== sum) faults.push(`the value is ${value}, its events make ${sum}`);
  return faults;
}

function outOfOrder(events: readonly Recorded[]): string[] {
  return events.flatMap(({ t, position }, i) =>
    t === i + 1 && position === i + 1 ? [] : [`event ${i + 1} has t ${t} and position ${position}`],
  );
}

function lostOrChanged(
  events: readonly Recorded[],
  acknowledged: ReadonlyMap<string, Recorded>,
): string[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  return [...acknowledged].flatMap(([id, told]) =>
    JSON.stringify(byId.get(id), Object.keys(told).toSorted()) ===
    JSON.stringify(told, Object.keys(told).toSorted())
      ? []
      : [`${id} was acknowledged at ${told.position}, the log has ${JSON.stringify(byId.get(id))}`],
  );
}
