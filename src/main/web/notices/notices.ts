import { Store } from "../store/store";

interface Notice { id: number; text: string; action?: { label: string; run: () => void } }

const SHORT_MS = 5000;

/** Short messages at the page's edge. */
class Notices {
  readonly store = new Store<Notice[]>([]);
  private last = 0;

  say(text: string, forMs: number = SHORT_MS, action?: Notice["action"]): void {
    const notice: Notice = { id: ++this.last, text, action };
    this.store.update((all) => [...all.slice(-2), notice]);
    setTimeout(() => this.drop(notice.id), forMs);
  }

  drop(id: number): void {
    this.store.update((all) => all.filter((notice) => notice.id !== id));
  }
}

export const notices = new Notices();
