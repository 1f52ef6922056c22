import type { CollectedEvent } from "./collected-event.ts";
import type { EventStore } from "./event-store.ts";

const EVENTS = "events";
/** Some browsers have left a database closed for ever. */
const PATIENCE_MS = 3000;

/** A database of this origin, shared by its pages. Rejected where there is none, as in some private windows. */
export async function openIndexedDb(name: string): Promise<EventStore> {
  const opening = indexedDB.open(name, 1);
  opening.addEventListener("upgradeneeded", () => {
    // Ids sort by time.
    opening.result.createObjectStore(EVENTS, { keyPath: "id" });
  });
  await inTime(outcomeOf(opening, "success", "error"));
  const database = opening.result;
  database.addEventListener("versionchange", () => database.close());

  function change(make: (events: IDBObjectStore) => void): Promise<void> {
    const transaction = database.transaction(EVENTS, "readwrite");
    make(transaction.objectStore(EVENTS));
    // By itself it would wait for an answer, for which the page may not live long enough.
    transaction.commit();
    return outcomeOf(transaction, "complete", "abort");
  }
  return {
    async load() {
      const events: IDBRequest<CollectedEvent[]> = database
        .transaction(EVENTS)
        .objectStore(EVENTS)
        .getAll();
      await outcomeOf(events, "success", "error");
      return events.result;
    },
    add: (added) => change((events) => added.forEach((event) => void events.put(event))),
    remove: (ids) => change((events) => ids.forEach((id) => void events.delete(id))),
    // Without locks two pages may send the same event; by its id it counts once.
    alone: async (run) => {
      const locks: LockManager | undefined = navigator.locks;
      await (locks ? locks.request(name, run) : run());
    },
  };
}

function outcomeOf(
  asked: IDBRequest | IDBTransaction,
  success: string,
  failure: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    asked.addEventListener(success, () => resolve());
    asked.addEventListener(failure, () => reject(asked.error ?? new Error("The database fails")));
  });
}

function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("The database does not open")), PATIENCE_MS);
  });
  return Promise.race([promise, late]);
}
