import { mount } from "svelte";
import App from "./app.svelte";
import "./page.css";
import { reloadFromServer } from "./reload.ts";

// After a deploy the files that this page would load later have other names.
addEventListener("vite:preloadError", () => void reloadFromServer());

const target = document.querySelector("#app");
if (target) mount(App, { target });
