import { newThreadId } from "../browser/route";
import { Store } from "../store/store";

const PREFIX = "rill.queue.";
/** So long a tab has for sending one, before another tab may. */
export const SENDING_MS = 15_000;

/**
 * A question that waits for the running answer to end. The server takes one with its `key` once. `sentAt` is when a tab
 * began to send it.
 */
export interface Queued { id: string; key: string; text: string; sentAt?: number }

type Items = readonly Queued[];
const NONE: Items = [];

/**
 * Questions that are to be sent when a thread's answer is done, by thread. They survive a reload, and all tabs have the
 * same; of several tabs one sends.
 */
class Outbox {
  /** Counted up with every change. */
  readonly store = new Store(0);
  private readonly known = new Map<string, Items>();
  private readonly editing = new Set<string>();

  constructor() {
    addEventListener("storage", (e) => {
      if (e.key !== null && !e.key.startsWith(PREFIX)) return;
      this.known.clear();
      this.store.update((n) => n + 1);
    });
  }

  list = (threadId: string): Items => {
    let items = this.known.get(threadId);
    if (items === undefined) this.known.set(threadId, (items = read(threadId)));
    return items;
  };

  add(threadId: string, text: string): void {
    const id = newThreadId();
    this.change(threadId, (items) => [...items, { id, key: id, text }]);
  }

  edit(threadId: string, id: string, text: string): void {
    this.change(threadId, (items) => items.map((item) => (item.id === id ? { ...item, text, key: newThreadId() } : item)));
  }

  remove(threadId: string, id: string): void {
    this.change(threadId, (items) => items.filter((item) => item.id !== id));
  }

  /** What is being edited is not sent meanwhile, nor what follows it. */
  setEditing(id: string, editing: boolean): void {
    if (editing) this.editing.add(id);
    else this.editing.delete(id);
  }

  /** The next question to send, which no other tab then sends; it stays in the list until it is removed. */
  take(threadId: string): Promise<Queued | null> {
    return alone(PREFIX + threadId, () => {
      this.known.delete(threadId);
      const next = this.list(threadId)[0];
      if (next === undefined || this.editing.has(next.id)) return null;
      if (next.sentAt !== undefined && Date.now() - next.sentAt < SENDING_MS) return null;
      this.mark(threadId, next.id, Date.now());
      return next;
    });
  }

  /** It was not sent after all. */
  putBack(threadId: string, id: string): void {
    this.mark(threadId, id, undefined);
  }

  /** Forgets all of them. */
  forget(): void {
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
    } catch {
      // there is nothing then
    }
    this.known.clear();
  }

  private mark(threadId: string, id: string, sentAt: number | undefined): void {
    this.change(threadId, (items) => items.map((item) => (item.id === id ? { ...item, sentAt } : item)));
  }

  private change(threadId: string, how: (items: Items) => Items): void {
    const items = how(this.list(threadId));
    this.known.set(threadId, items);
    try {
      if (items.length === 0) localStorage.removeItem(PREFIX + threadId);
      else localStorage.setItem(PREFIX + threadId, JSON.stringify(items));
    } catch {
      // no storage, or none left: they live as long as the page
    }
    this.store.update((n) => n + 1);
  }
}

function read(threadId: string): Items {
  try {
    const items: unknown = JSON.parse(localStorage.getItem(PREFIX + threadId) ?? "[]");
    return Array.isArray(items) ? items.filter(isQueued) : NONE;
  } catch {
    return NONE;
  }
}

function isQueued(item: unknown): item is Queued {
  const { id, key, text } = (item ?? {}) as Partial<Queued>;
  return typeof id === "string" && typeof key === "string" && typeof text === "string";
}

/** Runs while no other tab does. Without the Web Locks API (plain http) it just runs. */
function alone<T>(name: string, run: () => T): Promise<T> {
  if (!("locks" in navigator)) return Promise.resolve(run());
  return navigator.locks.request(name, () => run());
}

export const outbox = new Outbox();
