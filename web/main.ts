import { mount } from "svelte";
import App from "./app.svelte";
import { LAZY_PAGES } from "./lazy-pages.ts";
import "./page.css";
import { reloadFromServer, wasReloaded } from "./reload.ts";

// After a deploy the files that this page would load later have other names.
addEventListener("vite:preloadError", () => {
  if (!wasReloaded()) void reloadFromServer();
});

const target = document.querySelector("#app");
if (target) mount(App, { target });

/** Long enough for the first view to be all there. */
const PRELOAD_MS = 5000;

// So that the other pages are there when the server is not. If it is away now, they are asked for when they are gone to.
async function preload(): Promise<void> {
  for (const load of LAZY_PAGES.values()) await load().catch(() => {});
}
addEventListener("load", () => setTimeout(() => void preload(), PRELOAD_MS));
