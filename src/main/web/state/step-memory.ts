import type { StepRun } from "./answer";

const NAME = "rill.steps";
const MOST = 30;

interface Kept { id: string; steps: StepRun[] }

/** How answers came about: threads do not hold it, so this tab remembers its latest ones over a reload. */
export const stepMemory = {
  get(id: string): Kept | undefined {
    return read().find((kept) => kept.id === id);
  },

  put(id: string, steps: StepRun[]): void {
    const others = read().filter((kept) => kept.id !== id);
    try {
      sessionStorage.setItem(NAME, JSON.stringify([...others, { id, steps }].slice(-MOST)));
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
