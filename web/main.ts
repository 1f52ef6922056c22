import { mount } from "svelte";
import App from "./app.svelte";
import "./page.css";
import { reloadFromServer, wasReloaded } from "./reload.ts";

// After a deploy the files that this page would load later have other names.
addEventListener("vite:preloadError", () => {
  if (!wasReloaded()) void reloadFromServer();
});

const target = document.querySelector("#app");
if (target) mount(App, { target });

// So that the other pages are there when the server is not. If it is away now, they are asked for when they are gone to.
const preload = () => void import("./pages/events.svelte").catch(() => {});
addEventListener("load", () => setTimeout(preload, 2000));
