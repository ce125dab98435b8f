import { keyGiven } from "../api/key";
import { Problem, Unreachable } from "../api/problem";
import { rill } from "../api/rill";
import { backoffMs } from "../sse/backoff";
import { Store } from "../store/store";

/** A longer wait than this is the person's decision. */
const LONGEST_WAIT_MS = 120_000;
const MOST_ATTEMPTS = 6;

interface Thread {
  send(text: string): Promise<void>;
  arrived(text: string): Promise<boolean>;
  refresh(): Promise<void>;
  running(): unknown;
}

export type RefusalState =
  /** It goes on by itself, at a time. */
  | { kind: "waiting"; until: number }
  | { kind: "trying" }
  /** It goes on when the running answer is done. */
  | { kind: "queued" }
  | { kind: "stuck" };

/** A question that the server has not taken, why, and the way on. */
export class Refusal {
  readonly store: Store<RefusalState>;
  private readonly attempt: number;
  private timer = 0;
  private closed = false;

  constructor(readonly text: string, readonly cause: unknown, before: Refusal | null, private readonly thread: Thread) {
    this.attempt = before !== null && before.code === this.code ? before.attempt + 1 : 1;
    this.store = new Store<RefusalState>({ kind: "stuck" });
    this.plan();
  }

  get problem(): Problem | null {
    return this.cause instanceof Problem ? this.cause : null;
  }

  get code(): string {
    if (this.cause instanceof Problem) return this.cause.code;
    return this.cause instanceof Unreachable ? "UNREACHABLE" : "BROKEN";
  }

  /** Sends it again, now. */
  retry = (): void => {
    clearTimeout(this.timer);
    this.store.set({ kind: "trying" });
    if (this.code === "UNREACHABLE") void this.checkAndSend();
    else void this.thread.send(this.text);
  };

  /** Stops what the thread is busy with, and sends it then. */
  stopOther = async (): Promise<void> => {
    const id = this.problem?.messageId;
    if (!id) return this.retry();
    this.store.set({ kind: "queued" });
    try {
      await rill.stop(id);
    } catch (e) {
      if (this.closed) return;
      if (e instanceof Problem && e.status === 404) return this.retry();
      this.store.set({ kind: "stuck" });
      return;
    }
    // the end of what was stopped may have come before the answer to this
    if (this.closed) return;
    this.timer = window.setTimeout(this.retry, 1500);
  };

  /** Sends it when the answer that the thread is busy with is done. */
  queue = (): void => {
    this.store.set({ kind: "queued" });
    void this.thread.refresh().then(() => {
      if (this.thread.running() === null) this.threadIsFree();
    });
  };

  /** The answer that the thread was busy with is done. */
  threadIsFree(): void {
    if (this.store.get().kind === "queued") this.retry();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    removeEventListener("online", this.retry);
  }

  private plan(): void {
    if (this.code === "UNREACHABLE") {
      addEventListener("online", this.retry);
      return this.waitFor(backoffMs(Math.min(this.attempt + 1, 5)));
    }
    if (this.problem?.status === 401) {
      void keyGiven().then(() => this.closed || this.retry());
      return;
    }
    const wait = this.problem?.retryAfterMs ?? null;
    if (wait !== null && wait <= LONGEST_WAIT_MS && this.attempt < MOST_ATTEMPTS) this.waitFor(Math.max(wait, 500));
  }

  private waitFor(ms: number): void {
    this.store.set({ kind: "waiting", until: Date.now() + ms });
    this.timer = window.setTimeout(this.retry, ms);
  }

  /** The connection broke: the question may have arrived all the same. */
  private async checkAndSend(): Promise<void> {
    removeEventListener("online", this.retry);
    try {
      if (this.closed || (await this.thread.arrived(this.text)) || this.closed) return;
      void this.thread.send(this.text);
    } catch {
      if (!this.closed) {
        addEventListener("online", this.retry);
        this.waitFor(backoffMs(4));
      }
    }
  }
}
