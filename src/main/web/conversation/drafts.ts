const PREFIX = "rill.draft.";
const MOST = 50;

/** Questions that are typed and not sent, by thread; they survive a reload. */
export const drafts = {
  get(threadId: string): string {
    return read(PREFIX + threadId) ?? "";
  },

  set(threadId: string, text: string): void {
    try {
      if (text.trim() === "") localStorage.removeItem(PREFIX + threadId);
      else {
        if (localStorage.getItem(PREFIX + threadId) === null) prune();
        localStorage.setItem(PREFIX + threadId, text);
      }
    } catch {
      // no storage, or none left: the draft lives as long as the page
    }
  },

  /** Forgets all of them. */
  forget(): void {
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
    } catch {
      // there is nothing then
    }
  },
};

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function prune(): void {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  for (const name of names.slice(0, Math.max(0, names.length - MOST + 1))) localStorage.removeItem(name);
}
