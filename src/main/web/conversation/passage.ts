import type { Source } from "../api/types";
import { Store } from "../store/store";

/** A document, at the passage of a source where it was opened from one. */
export interface OpenDocument { path: string; title: string; source: Source | null }

/** The document that is open beside what is in the middle, and what it was opened from. */
export const passage = new Store<{ document: OpenDocument; from: HTMLElement | null } | null>(null);

export function openPassage(source: Source, from: HTMLElement): void {
  passage.set({ document: { path: source.path, title: source.title, source }, from });
}

export function openDocument(path: string, title: string, from: HTMLElement): void {
  passage.set({ document: { path, title, source: null }, from });
}

export function closePassage(): void {
  const from = passage.get()?.from;
  passage.set(null);
  if (from?.isConnected) from.focus();
}
