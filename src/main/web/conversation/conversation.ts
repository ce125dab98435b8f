import { keyGiven } from "../api/key";
import { Problem } from "../api/problem";
import { rill } from "../api/rill";
import type { ThreadDetail } from "../api/types";
import { tabs } from "../browser/tabs";
import { isVisible } from "../browser/visibility";
import { Store } from "../store/store";
import { isRunning, sending, stored } from "./answer";
import { drafts } from "./drafts";
import { merge, type AnswerEntry, type Entry } from "./entries";
import { LiveAnswer } from "./live-answer";
import { onScreen } from "./off-screen";
import { outbox, SENDING_MS, type Queued } from "./outbox";
import { Refusal } from "./refusal";

interface ConversationState {
  load: "loading" | "ready" | "failed" | "gone";
  name: string | null;
  entries: Entry[];
  /** A question that the server has not taken. */
  refusal: Refusal | null;
}

const UNFOLLOWED_MS = 2000;

/** One thread, as this page knows it: what is stored, and what is being written. */
export class Conversation {
  readonly store: Store<ConversationState>;
  private keys = 0;
  private open = false;
  private known = false;
  /** How many questions the server has taken from here. */
  private taken = 0;
  private unfollowed = 0;
  private laterQueued = 0;
  /** The queued question that is on its way from here. */
  private sendingQueued: string | null = null;
  private refreshing: Promise<void> | null = null;

  /** @param fresh whether the thread is made by its first question */
  constructor(readonly threadId: string, private readonly fresh: boolean) {
    const load = fresh ? "ready" : "loading";
    this.store = new Store<ConversationState>({ load, name: null, entries: [], refusal: null });
  }

  /** Somebody looks at it: shows what is stored and follows what is being written. Gives what ends that. */
  show(): () => void {
    this.open = true;
    onScreen.add(this.threadId);
    const again = () => {
      if (isVisible() && (this.known || !this.fresh)) void this.refresh();
    };
    again();
    const stopListening = tabs.listen((news) => {
      if (news.kind === "thread" && news.threadId === this.threadId) void this.refresh();
    });
    document.addEventListener("visibilitychange", again);
    addEventListener("focus", again);
    addEventListener("online", again);
    return () => {
      this.open = false;
      onScreen.delete(this.threadId);
      if (this.running() !== null) this.onChanged?.();
      clearTimeout(this.unfollowed);
      clearTimeout(this.laterQueued);
      document.removeEventListener("visibilitychange", again);
      removeEventListener("focus", again);
      removeEventListener("online", again);
      stopListening();
      this.store.get().refusal?.close();
      for (const entry of this.answers()) entry.answer.close();
    };
  }

  lastAnswer(): LiveAnswer | null {
    return this.answers().at(-1)?.answer ?? null;
  }

  /** The answer that is being written, if one is. */
  running(): LiveAnswer | null {
    const last = this.lastAnswer();
    return last !== null && isRunning(last.store.get()) ? last : null;
  }

  /** Sends it when the running answer is done. */
  enqueue(text: string): void {
    outbox.add(this.threadId, text);
    void this.sendQueued();
  }

  /**
   * Sends the first of the questions that wait, unless one is on its way already. After an answer that failed they wait
   * for a word.
   */
  async sendQueued(anyway = false): Promise<void> {
    const free = () => this.open && this.running() === null && this.store.get().refusal === null
      && this.store.get().load === "ready";
    const last = this.lastAnswer()?.store.get().status;
    if (!free() || !anyway && (last === "error" || last === "interrupted")) return;
    const item = await outbox.take(this.threadId);
    if (item === null) {
      clearTimeout(this.laterQueued);
      if (outbox.list(this.threadId).length > 0) this.laterQueued = window.setTimeout(() => void this.sendQueued(), SENDING_MS);
    } else if (free()) void this.send(item.text, item);
    else outbox.putBack(this.threadId, item.id);
  }

  /** The page went while a queued question was being sent, and the server has it. */
  private dropSent(): void {
    const item = outbox.list(this.threadId)[0];
    if (item?.sentAt === undefined || item.id === this.sendingQueued || this.lastQuestion() !== item.text) return;
    outbox.remove(this.threadId, item.id);
  }

  /** @param queued where it waited before */
  async send(text: string, queued?: Queued): Promise<void> {
    const { refusal } = this.store.get();
    refusal?.close();
    const answer = this.newLive(sending);
    const question: Entry = { kind: "question", key: this.key(), id: null, text, at: new Date().toISOString() };
    const reply: Entry = { kind: "answer", key: this.key(), answer };
    this.change({ load: "ready", refusal: null, entries: [...this.store.get().entries, question, reply] });
    if (queued === undefined) drafts.set(this.threadId, text);
    this.sendingQueued = queued?.id ?? null;
    const accepted = () => {
      if (queued !== undefined) outbox.remove(this.threadId, queued.id);
      this.accepted(text);
    };
    try {
      const followed = await answer.ask(this.threadId, text, accepted, queued?.key);
      await this.ended(followed);
    } catch (e) {
      if (!this.open) return;
      const entries = this.store.get().entries.filter((entry) => entry !== question && entry !== reply);
      if (queued !== undefined && e instanceof Problem && e.status === 409) {
        outbox.putBack(this.threadId, queued.id);
        this.change({ entries });
        return this.refresh();
      }
      if (queued !== undefined) this.keepAsDraft(text, queued);
      this.change({ entries, refusal: new Refusal(text, e, refusal, this) });
      if (e instanceof Problem && e.status === 409) await this.refresh();
    }
  }

  /** Gives up a question that the server has not taken. */
  dropRefusal(): void {
    this.store.get().refusal?.close();
    this.change({ refusal: null });
    drafts.set(this.threadId, "");
    void this.sendQueued();
  }

  /** From here on the refusal has it; a reload finds it where questions are typed. */
  private keepAsDraft(text: string, queued: Queued): void {
    outbox.remove(this.threadId, queued.id);
    if (drafts.get(this.threadId) === "") drafts.set(this.threadId, text);
  }

  private lastQuestion(): string | undefined {
    const last = this.store.get().entries.findLast((entry) => entry.kind === "question");
    return last?.kind === "question" ? last.text : undefined;
  }

  /** Whether the server has taken a question whose connection broke before it said so. Follows it, if so. */
  async arrived(text: string): Promise<boolean> {
    const before = new Set(this.store.get().entries.map((entry) => (entry.kind === "question" ? entry.id : null)));
    const detail = await this.fetch();
    const last = detail?.messages.findLast((message) => message.role === "user");
    if (last === undefined || last.content !== text || before.has(last.id)) return false;
    this.change({ refusal: null });
    this.accepted(text);
    this.take(detail!);
    return true;
  }

  /** Brings in what is stored. One at a time. */
  refresh(): Promise<void> {
    this.refreshing ??= this.load().finally(() => (this.refreshing = null));
    return this.refreshing;
  }

  private async load(): Promise<void> {
    const { taken } = this;
    try {
      const detail = await this.fetch();
      // it does not know of a question that was taken meanwhile
      if (taken !== this.taken) return await this.load();
      if (detail === null) {
        if (this.running() === null) this.change({ load: this.known || !this.unasked() ? "gone" : "ready", entries: [] });
      } else this.take(detail);
    } catch (e) {
      if (this.store.get().load === "loading") this.change({ load: "failed" });
      const keyless = e instanceof Problem && e.status === 401;
      if (keyless) void keyGiven().then(() => (this.open ? this.refresh() : undefined));
    }
  }

  /** Whether a question is typed or waits here: the server has not taken the first one of this thread. */
  private unasked(): boolean {
    return this.store.get().refusal !== null || drafts.get(this.threadId) !== "" || outbox.list(this.threadId).length > 0;
  }

  private async fetch(): Promise<ThreadDetail | null> {
    try {
      return await rill.thread(this.threadId);
    } catch (e) {
      if (e instanceof Problem && e.status === 404) return null;
      throw e;
    }
  }

  private take(detail: ThreadDetail): void {
    this.known = true;
    const entries = merge(this.store.get().entries, detail.messages, () => this.key(), (message) =>
      this.newLive(stored(message)));
    this.change({ load: "ready", name: detail.name, entries });
    this.dropSent();
    const last = this.running();
    clearTimeout(this.unfollowed);
    if (last !== null && !last.following && this.open) void last.watch().then((how) => this.ended(how));
    if (last === null) void this.sendQueued();
  }

  private async ended(how: "ended" | "gone" | "closed"): Promise<void> {
    if (how === "closed" || !this.open) return;
    if (how === "ended") {
      tabs.tell({ kind: "thread", threadId: this.threadId });
      this.onChanged?.();
      this.store.get().refusal?.threadIsFree();
      if (this.lastAnswer()?.store.get().status !== "complete") await this.refresh();
      return this.sendQueued();
    }
    const detail = await this.fetch().catch(() => undefined);
    if (detail === null) return this.change({ load: "gone", entries: [] });
    const last = this.answers().at(-1);
    const message = detail?.messages.find((m) => m.id === last?.answer.store.get().messageId);
    if (last !== undefined && message !== undefined) last.answer.settle(stored(message));
    if (detail === undefined || message?.status === "streaming") {
      this.unfollowed = window.setTimeout(() => void keyGiven().then(() => this.ended("gone")), UNFOLLOWED_MS);
    } else this.store.get().refusal?.threadIsFree();
  }

  private accepted(text: string): void {
    this.known = true;
    this.taken++;
    if (drafts.get(this.threadId) === text) drafts.set(this.threadId, "");
    tabs.tell({ kind: "thread", threadId: this.threadId });
    this.onChanged?.();
    void this.refresh();
  }

  /** Told when the thread's name or place in the list may have changed. */
  onChanged: (() => void) | null = null;

  private newLive(state: ReturnType<typeof stored>): LiveAnswer {
    return new LiveAnswer(state, async (messageId) => {
      const detail = await this.fetch();
      const message = detail?.messages.find((m) => m.id === messageId);
      return message?.content ?? null;
    }, () => outbox.list(this.threadId).length > 0);
  }

  private answers(): AnswerEntry[] {
    return this.store.get().entries.filter((entry) => entry.kind === "answer");
  }

  private key(): string {
    return `e${++this.keys}`;
  }

  private change(part: Partial<ConversationState>): void {
    this.store.set({ ...this.store.get(), ...part });
  }
}

