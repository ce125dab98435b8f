import { isThinking, type StepRun } from "./answer";

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
      sessionStorage.setItem(NAME, JSON.stringify([...others, { id, steps: steps.map(withoutThoughts) }].slice(-MOST)));
    } catch {
      // not kept
    }
  },

  forget(): void {
    try {
      sessionStorage.removeItem(NAME);
    } catch {
      // there is nothing then
    }
  },
};

/** What a model thinks is shown while it comes, and not kept. */
function withoutThoughts(run: StepRun): StepRun {
  return isThinking(run) ? { ...run, texts: run.texts.filter((text) => !text.startsWith("Thinking: ")) } : run;
}

function read(): Kept[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
