type Theme = "auto" | "light" | "dark";
type Zone = "utc" | "local";

/** What somebody chose in this browser. */
class Preferences {
  #theme = $state<Theme>(
    read("theme") === "light" ? "light" : read("theme") === "dark" ? "dark" : "auto",
  );
  #shortcuts = $state(read("shortcuts") !== "off");

  #zone = $state<Zone>(read("zone") === "local" ? "local" : "utc");

  constructor() {
    this.#show();
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    write("theme", theme);
    this.#show();
  }

  get shortcuts(): boolean {
    return this.#shortcuts;
  }

  set shortcuts(on: boolean) {
    this.#shortcuts = on;
    write("shortcuts", on ? "on" : "off");
  }

  /** In which times are shown. */
  get zone(): Zone {
    return this.#zone;
  }

  set zone(zone: Zone) {
    this.#zone = zone;
    write("zone", zone);
  }

  #show(): void {
    document.documentElement.dataset["theme"] = this.#theme;
  }
}

// A browser may forbid storage; then the choice holds until the page is left.
function read(name: string): string | null {
  try {
    return localStorage.getItem(`foldlog.${name}`);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`foldlog.${name}`, value);
  } catch {
    /* see above */
  }
}

export const preferences = new Preferences();
