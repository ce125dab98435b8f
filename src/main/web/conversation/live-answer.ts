import { keyGiven } from "../api/key";
import { Problem } from "../api/problem";
import { rill } from "../api/rill";
import { perFrame } from "../browser/frames";
import { takeSlot } from "../browser/slots";
import { onHidden, whenVisible } from "../browser/visibility";
import { ask, watch, type StreamUpdate } from "../sse/client";
import { isTerminal } from "../sse/events";
import { Store } from "../store/store";
import { after, isRunning, type AnswerState } from "./answer";
import { stepMemory } from "./step-memory";

/** How following an answer came to its end: it ended, the server lost the stream, or nobody looks any more. */
type Followed = "ended" | "gone" | "closed";

const WAIT_FOR_SLOT_MS = 1500;

/**
 * An answer, and the stream it comes from while it is being written. Holds a connection only while the page is
 * visible and one of the browser's slots is free; in between it asks for the stored text.
 */
export class LiveAnswer {
  readonly store: Store<AnswerState>;
  /** What the events say; the store has it once a frame. */
  private current: AnswerState;
  /** Text that is known from elsewhere, shown until the events have caught up with it. */
  private floor: string;
  private lastId = 0;
  private closing: AbortController | null = null;
  private wantsStop = false;
  private readonly paint = perFrame(() => this.store.set(this.shown()));

  /** @param awaited whether a question waits for its end: then it is followed where nobody looks too */
  constructor(initial: AnswerState, private readonly storedText: (messageId: string) => Promise<string | null>,
              private readonly awaited: () => boolean) {
    const kept = initial.messageId === null ? undefined : stepMemory.get(initial.messageId);
    this.current = kept === undefined ? initial : { ...initial, steps: kept.steps };
    this.floor = initial.text;
    this.store = new Store(this.current);
  }

  get following(): boolean {
    return this.closing !== null;
  }

  /** Asks the question and follows its answer. Throws where the server did not take it. */
  ask(threadId: string, message: string, accepted: () => void, key?: string): Promise<Followed> {
    return this.follow({ threadId, message, accepted, key });
  }

  /** Follows an answer that is being written already. */
  watch(): Promise<Followed> {
    return this.follow(null);
  }

  /** Stops the model; the stream then says that it was cancelled. */
  async stop(): Promise<void> {
    this.change({ ...this.current, stopping: true });
    this.paint.now();
    const id = this.current.messageId;
    if (id === null) this.wantsStop = true;
    else await this.sendStop(id);
  }

  /** Replaces what is known by what is stored. */
  settle(state: AnswerState): void {
    this.floor = state.text;
    const { steps, failure } = this.current;
    const usage = state.usage ?? this.current.usage;
    const durationMs = state.durationMs ?? this.current.durationMs;
    const known = state.failure !== null && failure?.code === state.failure.code ? failure : state.failure;
    this.change({ ...state, steps, usage, durationMs, failure: known });
    this.paint.now();
  }

  /** Ends the connection, once the server has the question; the answer goes on there. */
  close(): void {
    this.closing?.abort();
    this.closing = null;
  }

  private async follow(question: Question | null): Promise<Followed> {
    const closing = (this.closing = new AbortController());
    const unsent: Unsent = { question };
    try {
      while (!closing.signal.aborted || unsent.question !== null) {
        if (unsent.question === null && !this.awaited()) await whenVisible(closing.signal);
        const slot = await takeSlot();
        if (slot === null && unsent.question === null) {
          await this.peek(closing.signal);
          continue;
        }
        const how = await this.connect(unsent, slot === null, closing.signal).finally(() => slot?.release());
        if (how !== "left") return how;
      }
      return "closed";
    } finally {
      if (this.closing === closing) this.closing = null;
    }
  }

  /**
   * Asks, or watches on, until the answer ends or the connection is to be given up: because nobody looks, or at once
   * after the question where there is no slot for it. A question that was begun to be sent is sent.
   */
  private async connect(unsent: Unsent, briefly: boolean, closing: AbortSignal): Promise<Followed | "left"> {
    const connection = new AbortController();
    let leave = briefly;
    const goAway = () => {
      leave = true;
      if (unsent.question === null) connection.abort();
    };
    closing.addEventListener("abort", goAway);
    if (closing.aborted) goAway();
    const unwatch = onHidden(() => {
      if (!this.awaited()) goAway();
    });
    try {
      const updates = unsent.question === null
        ? watch(this.current.messageId!, this.lastId, connection.signal)
        : ask(unsent.question, connection.signal);
      for await (const update of updates) {
        if (update.kind === "gone") return "gone";
        const ended = this.take(update);
        if (update.kind === "event") {
          unsent.question?.accepted();
          unsent.question = null;
        }
        if (ended) return "ended";
        if (leave && unsent.question === null) break;
      }
    } catch (e) {
      if (unsent.question !== null) throw e;
      if (closing.aborted || connection.signal.aborted) return "left";
      if (!(e instanceof Problem)) throw e;
      if (e.status !== 401) return "gone";
      await keyGiven(closing).catch(() => {});
    } finally {
      closing.removeEventListener("abort", goAway);
      unwatch();
    }
    return "left";
  }

  private take(update: Exclude<StreamUpdate, { kind: "gone" }>): boolean {
    if (update.kind === "connection") {
      this.change({ ...this.current, lost: update.state === "lost" });
      return false;
    }
    this.lastId = update.id;
    const stopping = this.current.stopping;
    this.change({ ...after(this.current, update.event, Date.now()), lost: false });
    if (update.event.type === "start") {
      this.current = { ...this.current, stopping };
      this.paint.now();
      if (this.wantsStop) void this.sendStop(update.event.messageId).catch(() => {});
      this.wantsStop = false;
    }
    if (!isTerminal(update.event)) return false;
    stepMemory.put(update.event.messageId, this.current.steps);
    this.paint.now();
    return true;
  }

  private async sendStop(id: string): Promise<void> {
    try {
      await rill.stop(id);
    } catch (e) {
      if (e instanceof Problem && e.status === 404) return;
      this.change({ ...this.current, stopping: false });
      throw e;
    }
  }

  /** Every connection is taken by other tabs: shows the stored text, for a while. */
  private async peek(signal: AbortSignal): Promise<void> {
    await keyGiven(signal).catch(() => {});
    const text = await this.storedText(this.current.messageId!).catch(() => null);
    if (text !== null) {
      this.floor = text;
      this.paint.ask();
    }
    await new Promise((resolve) => setTimeout(resolve, signal.aborted ? 0 : WAIT_FOR_SLOT_MS));
  }

  private change(next: AnswerState): void {
    this.current = next;
    this.paint.ask();
  }

  private shown(): AnswerState {
    const behind = isRunning(this.current) && this.current.text.length < this.floor.length;
    return behind ? { ...this.current, text: this.floor } : this.current;
  }
}

interface Question { threadId: string; message: string; accepted: () => void; key?: string }

/** The question, until the server has it. */
interface Unsent { question: Question | null }
