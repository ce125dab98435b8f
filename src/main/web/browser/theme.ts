import { Store } from "../store/store";

type Theme = "system" | "light" | "dark";

const NAME = "rill.theme";

/** The colours: the system's, unless somebody chose. */
export const theme = new Store<Theme>(read());

export function nextTheme(): void {
  const next: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
  theme.update((value) => next[value]);
  try {
    localStorage.setItem(NAME, theme.get());
  } catch {
    // for as long as the page lives
  }
  apply();
}

function read(): Theme {
  try {
    const value = localStorage.getItem(NAME);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

function apply(): void {
  const value = theme.get();
  if (value === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = value;
}

apply();
