import { Store } from "../store/store";

/** What the page's live region says. The same words twice are said twice. */
export const announcement = new Store<{ text: string; turn: number }>({ text: "", turn: 0 });

/** Says something to a screen reader, when it has a moment. */
export function announce(text: string): void {
  announcement.update(({ turn }) => ({ text, turn: turn + 1 }));
}
