import type { StepRun } from "./answer";

const NAME = "rill.steps";
const MOST = 30;

interface Kept { id: string; steps: StepRun[]; durationMs: number | null }

/** How answers came about: threads do not hold it, so this tab remembers its latest ones over a reload. */
export const stepMemory = {
  get(id: string): Kept | undefined {
    return read().find((kept) => kept.id === id);
  },

  put(id: string, steps: StepRun[], durationMs: number | null): void {
    const others = read().filter((kept) => kept.id !== id);
    try {
      sessionStorage.setItem(NAME, JSON.stringify([...others, { id, steps, durationMs }].slice(-MOST)));
    } catch {
      // not kept
    }
  },
};

function read(): Kept[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
