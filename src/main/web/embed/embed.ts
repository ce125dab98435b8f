import { askAt } from "../api/server";
import { RillChat } from "./element";

/*
 * <script src="https://rill.example/embed.js" defer></script> puts a button on the page that opens a chat. Where the page
 * has an element <rill-chat>, the chat is there in its place, always open.
 */
const NAME = "rill-chat";

function start(script: HTMLScriptElement): void {
  const { key, title, placeholder, theme, documents } = script.dataset;
  askAt(new URL(".", script.src).href, key ?? null);
  customElements.define(NAME, RillChat);
  if (document.querySelector(NAME) !== null) return;
  const chat = document.createElement(NAME);
  chat.setAttribute("floating", "");
  for (const [name, value] of Object.entries({ label: title, placeholder, theme, documents })) {
    if (value !== undefined) chat.setAttribute(name, value);
  }
  document.body.append(chat);
}

const script = document.currentScript ?? document.querySelector('script[src*="/embed.js"]');
if (script instanceof HTMLScriptElement && customElements.get(NAME) === undefined) {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => start(script), { once: true });
  else start(script);
}
