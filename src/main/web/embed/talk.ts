import { loadConfig } from "../api/config";
import { Problem, Unreachable } from "../api/problem";
import { rill } from "../api/rill";
import { asked } from "../api/server";
import { signInAtProvider, type SignIn } from "../api/sign-in";
import { newThreadId } from "../browser/route";
import { after, isRunning, sending, stored, type AnswerState } from "../conversation/answer";
import { ask, watch, type StreamUpdate } from "../sse/client";
import { refusedWords } from "../texts/failures";

interface Exchange { question: string; answer: AnswerState }

interface Refusal { title: string; text: string; way?: SignIn }

/**
 * A conversation with the server, which outlives the page for as long as its tab: an answer that was being written is
 * followed on after a reload. `changed` is called after each change.
 */
export class Talk {
  exchanges: Exchange[] = [];
  refusal: Refusal | null = null;
  private threadId = newThreadId();
  private closing = new AbortController();
  /** The question that is sent under a key, so that it is taken once. */
  private sent = { question: "", key: "" };
  private stopWanted = false;
  private begun: Promise<void> | null = null;

  constructor(private readonly changed: () => void) {}

  get running(): boolean {
    const last = this.exchanges.at(-1);
    return last !== undefined && isRunning(last.answer);
  }

  /** Brings back what was said in this tab before; once. */
  begin(): Promise<void> {
    return (this.begun ??= this.restore());
  }

  /** Asks; false where the server did not take the question, and `refusal` says why. */
  async ask(question: string): Promise<boolean> {
    if (this.sent.question !== question) this.sent = { question, key: newThreadId() };
    this.refusal = null;
    this.stopWanted = false;
    const exchange: Exchange = { question, answer: sending };
    this.exchanges.push(exchange);
    this.changed();
    remember(this.threadId);
    try {
      await this.follow(exchange, ask({ threadId: this.threadId, message: question, key: this.sent.key },
        this.closing.signal));
      this.sent = { question: "", key: "" };
      return true;
    } catch (e) {
      if (exchange.answer.messageId !== null || this.closing.signal.aborted) return true;
      this.exchanges = this.exchanges.filter((one) => one !== exchange);
      this.refusal = words(e);
      return false;
    } finally {
      this.changed();
    }
  }

  /** Stops the model; the stream then says that it was cancelled. */
  async stop(): Promise<void> {
    const answer = this.exchanges.at(-1)?.answer;
    this.stopWanted = true;
    if (answer?.messageId != null) await rill.stop(answer.messageId).catch(() => {});
  }

  /** Forgets what was said, and begins anew; an answer that is being written is stopped. */
  renew(): void {
    if (this.running) void this.stop();
    this.close();
    this.closing = new AbortController();
    this.threadId = newThreadId();
    this.exchanges = [];
    this.refusal = null;
    remember(null);
    this.changed();
  }

  /** Ends the connection; what is being written goes on at the server. */
  close(): void {
    this.closing.abort();
  }

  /** The element is on a page again. */
  reopen(): void {
    if (!this.closing.signal.aborted) return;
    this.closing = new AbortController();
    this.begun = null;
  }

  private async restore(): Promise<void> {
    void loadConfig();
    const threadId = remembered();
    if (threadId === null) return;
    try {
      const { messages } = await rill.thread(threadId, this.closing.signal);
      this.threadId = threadId;
      this.exchanges = [];
      for (const message of messages) {
        if (message.role === "user") this.exchanges.push({ question: message.content, answer: stored(message) });
        else if (this.exchanges.length > 0) this.exchanges.at(-1)!.answer = stored(message);
      }
      this.changed();
      const last = this.exchanges.at(-1);
      if (last === undefined || last.answer.status !== "streaming") return;
      await this.follow(last, watch(last.answer.messageId!, 0, this.closing.signal));
    } catch (e) {
      if (e instanceof Problem && e.status === 404) remember(null);
    } finally {
      this.changed();
    }
  }

  private async follow(exchange: Exchange, updates: AsyncGenerator<StreamUpdate>): Promise<void> {
    for await (const update of updates) {
      switch (update.kind) {
        case "gone":
          await this.settle(exchange);
          return;
        case "connection":
          exchange.answer = { ...exchange.answer, lost: update.state === "lost" };
          break;
        case "event":
          exchange.answer = after({ ...exchange.answer, lost: false }, update.event, Date.now());
          if (update.event.type === "start" && this.stopWanted) void this.stop();
      }
      this.changed();
    }
  }

  /** The server has no such stream any more; the thread says what became of it. */
  private async settle(exchange: Exchange): Promise<void> {
    const { messages } = await rill.thread(this.threadId, this.closing.signal);
    const kept = messages.find((message) => message.id === exchange.answer.messageId);
    exchange.answer = kept === undefined || kept.status === "streaming"
      ? { ...exchange.answer, status: "interrupted", lost: false }
      : stored(kept);
  }
}

function words(e: unknown): Refusal {
  if (e instanceof Problem && e.status === 401) {
    const way = signInAtProvider();
    if (way !== null) return { title: "Please sign in", text: "Then send the question again.", way };
    return { title: "The server wants a key", text: "This page does not send one that it knows." };
  }
  if (e instanceof Problem) return refusedWords(e.code, e.detail);
  if (e instanceof Unreachable) return { title: "The server cannot be reached", text: "Send the question again later." };
  return { title: "The question was not taken", text: String(e) };
}

const place = () => `rill-chat ${asked().base}`;

function remember(threadId: string | null): void {
  try {
    if (threadId === null) sessionStorage.removeItem(place());
    else sessionStorage.setItem(place(), threadId);
  } catch {
    // for as long as the page lives
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(place());
  } catch {
    return null;
  }
}
