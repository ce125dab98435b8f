import type { Source } from "../api/types";
import { Store } from "../store/store";

/** The passage that is open beside the answer, and what it was opened from. */
export const passage = new Store<{ source: Source; from: HTMLElement | null } | null>(null);

export function openPassage(source: Source, from: HTMLElement): void {
  passage.set({ source, from });
}

export function closePassage(): void {
  const from = passage.get()?.from;
  passage.set(null);
  if (from?.isConnected) from.focus();
}
