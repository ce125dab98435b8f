import { keyGiven } from "../api/key";
import { Problem } from "../api/problem";
import { LARGEST_PAGE, rill } from "../api/rill";
import type { ThreadInfo } from "../api/types";
import { tabs } from "../browser/tabs";
import { isVisible } from "../browser/visibility";
import { drafts } from "../conversation/drafts";
import { onScreen, sendBehind } from "../conversation/off-screen";
import { notices } from "../notices/notices";
import { Store } from "../store/store";

interface ThreadListState {
  status: "loading" | "ready" | "failed";
  threads: ThreadInfo[];
  total: number;
  nextCursor: string | null;
  query: string;
  /** Deleted, as long as that can be undone. */
  leaving: ReadonlySet<string>;
  /** Answered while something else was on the screen. */
  unseen: ReadonlySet<string>;
}

const PAGE_SIZE = 30;
const UNDO_MS = 7000;
const SEARCH_MS = 180;
const LOOK_MS = 2500;

/** The list of threads, and what is done to them. */
class ThreadList {
  readonly store = new Store<ThreadListState>({
    status: "loading", threads: [], total: 0, nextCursor: null, query: "", leaving: new Set(),
    unseen: new Set(),
  });
  private latest = new AbortController();
  private typing = 0;
  private looking = 0;
  /** Where answers were being written when the list was read. */
  private running = new Set<string>();
  private readonly removals = new Map<string, number>();

  constructor() {
    tabs.listen(() => void this.refresh());
    document.addEventListener("visibilitychange", () => isVisible() && void this.refresh());
    addEventListener("online", () => void this.refresh());
    addEventListener("pagehide", () => this.removals.forEach((timer, id) => {
      clearTimeout(timer);
      void this.remove(id).catch(() => {});
    }));
  }

  /** The list anew, as far as it was shown, with what is searched for. */
  async refresh(): Promise<void> {
    this.latest.abort();
    const turn = (this.latest = new AbortController());
    try {
      const { query, threads } = this.store.get();
      const limit = Math.min(LARGEST_PAGE, Math.max(PAGE_SIZE, threads.length));
      const page = await rill.threads(query.trim(), limit, null, turn.signal);
      this.change({
        status: "ready", threads: page.threads, total: page.total, nextCursor: page.nextCursor ?? null,
      });
      this.follow(page.threads);
    } catch (e) {
      if (turn.signal.aborted) return;
      if (this.store.get().status === "loading") this.change({ status: "failed" });
      if (e instanceof Problem && e.status === 401) void keyGiven().then(() => this.refresh());
    }
  }

  /** A thread was opened: what is in it is seen. */
  seen(threadId: string): void {
    if (!this.store.get().unseen.has(threadId)) return;
    this.change({ unseen: new Set([...this.store.get().unseen].filter((id) => id !== threadId)) });
  }

  /** Looks again while an answer is written that is not on the screen, and sees to what waits for its end. */
  private follow(threads: ThreadInfo[]): void {
    const running = new Set(threads.filter((t) => t.runningMessageId !== undefined).map((t) => t.threadId));
    const listed = new Set(threads.map((t) => t.threadId));
    const ended = [...this.running].filter((id) => listed.has(id) && !running.has(id) && !onScreen.has(id));
    this.running = running;
    if (ended.length > 0) this.change({ unseen: new Set([...this.store.get().unseen, ...ended]) });
    clearTimeout(this.looking);
    void Promise.all(ended.map(sendBehind)).then((sent) => {
      if (sent.some(Boolean)) void this.refresh();
    });
    const behind = [...running].some((id) => !onScreen.has(id));
    if (behind) this.looking = window.setTimeout(() => void (isVisible() ? this.refresh() : undefined), LOOK_MS);
  }

  search(query: string): void {
    this.change({ query });
    clearTimeout(this.typing);
    this.typing = window.setTimeout(() => void this.refresh(), SEARCH_MS);
  }

  async more(): Promise<void> {
    const { nextCursor, query } = this.store.get();
    if (nextCursor === null) return;
    try {
      const page = await rill.threads(query.trim(), PAGE_SIZE, nextCursor, this.latest.signal);
      const known = new Set(this.store.get().threads.map((t) => t.threadId));
      const fresh = page.threads.filter((t) => !known.has(t.threadId));
      this.change({ threads: [...this.store.get().threads, ...fresh], nextCursor: page.nextCursor ?? null });
    } catch {
      // the button stays
    }
  }

  async rename(thread: ThreadInfo, name: string): Promise<void> {
    const show = (value: string) => this.change({
      threads: this.store.get().threads.map((t) => (t.threadId === thread.threadId ? { ...t, name: value } : t)),
    });
    show(name);
    try {
      await rill.rename(thread.threadId, name);
      tabs.tell({ kind: "thread", threadId: thread.threadId });
    } catch (e) {
      show(thread.name);
      notices.say(e instanceof Problem ? `Not renamed: ${e.detail}` : "Not renamed: the server cannot be reached.");
    }
  }

  /** Deletes it when the time to undo is over, or the page goes. */
  delete(thread: ThreadInfo, undone: () => void): void {
    const id = thread.threadId;
    this.change({ leaving: new Set([...this.store.get().leaving, id]) });
    const timer = window.setTimeout(() => {
      this.remove(id).catch(() => {
        this.stay(id);
        notices.say(`“${thread.name}” could not be deleted. It is back in the list.`);
      });
    }, UNDO_MS);
    this.removals.set(id, timer);
    notices.say(`Deleted “${thread.name}”`, UNDO_MS, {
      label: "Undo",
      run: () => {
        clearTimeout(timer);
        this.removals.delete(id);
        this.stay(id);
        undone();
      },
    });
  }

  private async remove(id: string): Promise<void> {
    this.removals.delete(id);
    try {
      await rill.delete(id);
    } catch (e) {
      if (!(e instanceof Problem && e.status === 404)) throw e;
    }
    drafts.set(id, "");
    this.change({ threads: this.store.get().threads.filter((t) => t.threadId !== id) });
    this.stay(id);
    tabs.tell({ kind: "thread", threadId: id });
  }

  private stay(id: string): void {
    this.change({ leaving: new Set([...this.store.get().leaving].filter((other) => other !== id)) });
  }

  private change(part: Partial<ThreadListState>): void {
    this.store.set({ ...this.store.get(), ...part });
  }
}

export const threadList = new ThreadList();
