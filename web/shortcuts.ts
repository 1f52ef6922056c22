import { navigation } from "./navigation.svelte.ts";
import { preferences } from "./preferences.svelte.ts";

/** What a page adds to the keys that hold everywhere. */
export type Keys = Readonly<Record<string, () => void>>;

/** Shown by `?`. */
export const SHORTCUTS: readonly (readonly [keys: string, does: string])[] = [
  ["?", "show these keys"],
  ["/", "search (also Ctrl K or ⌘ K)"],
  ["g o", "go to the overview"],
  ["g e", "go to the events"],
  ["g a", "go to the accounts"],
  ["g i", "go to the sessions"],
  ["g r", "go to the orders"],
  ["g w", "go to the gateway"],
  ["g v", "go to the views"],
  ["g s", "go to the settings"],
  ["n", "add an event"],
  ["j k", "next, previous event"],
  ["Enter", "open the event"],
  ["[ ]", "previous, next revision of an account"],
  ["Space", "pause or resume what comes"],
  ["Esc", "close what is open"],
];

const GO: Readonly<Record<string, string>> = {
  o: "/ui",
  e: "/ui/events",
  a: "/ui/accounts",
  i: "/ui/sessions",
  r: "/ui/orders",
  w: "/ui/gateway",
  v: "/ui/views",
  s: "/ui/settings",
};

let pageKeys: Keys = {};

/** For as long as the page is shown: call what comes back when it goes. */
export function withKeys(keys: Keys): () => void {
  pageKeys = keys;
  return () => {
    if (pageKeys === keys) pageKeys = {};
  };
}

/** Whether g was the key before. */
let going = false;

/** Handles a key of the window; `keys` are those of the shell. */
export function handleKey(event: KeyboardEvent, keys: Keys): void {
  if (isSearchChord(event)) run(event, keys["/"]);
  else if (isShortcut(event)) run(event, actionOf(event.key, keys));
}

function actionOf(key: string, keys: Keys): (() => void) | undefined {
  const [was, href] = [going, GO[key]];
  going = !was && key === "g";
  if (was) return href === undefined ? undefined : () => navigation.go(href);
  return pageKeys[key] ?? keys[key];
}

function isShortcut({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (!preferences.shortcuts || ctrlKey || metaKey || altKey) return false;
  return !(target instanceof Element && isTakenBy(target, key));
}

function run(event: KeyboardEvent, action: (() => void) | undefined): void {
  if (!action) return;
  event.preventDefault();
  action();
}

function isSearchChord({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "k" && (ctrlKey || metaKey);
}

/** A dialog has all keys to itself, a field all but Escape; a button or a link only those that press it. */
function isTakenBy(target: Element, key: string): boolean {
  if (target.closest("dialog")) return true;
  if (target.closest("input, select, textarea")) return key !== "Escape";
  return (key === " " || key === "Enter") && target.closest("button, a") !== null;
}
