import { mount } from "svelte";
import App from "./app.svelte";
import "./page.css";

// After a deploy the files that this page would load later have other names.
addEventListener("vite:preloadError", () => location.reload());

const target = document.querySelector("#app");
if (target) mount(App, { target });
