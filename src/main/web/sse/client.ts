import { config } from "../api/config";
import { request } from "../api/http";
import { Problem, Unreachable } from "../api/problem";
import { backoffMs, pause } from "./backoff";
import { frames } from "./body";
import { isTerminal, toEvent, type StreamEvent } from "./events";

/** The server takes a question with a `key` once, however often it is sent. */
interface Ask { threadId: string; message: string; key?: string }

export type StreamUpdate =
  | { kind: "event"; id: number; event: StreamEvent }
  /** The connection is gone, or there again; lost also after each attempt that failed. */
  | { kind: "connection"; state: "open" | "lost" }
  /** The server no longer has the stream, or not so far back; the thread says what became of it. */
  | { kind: "gone" };

/** A connection that is silent for longer than three of the server's keep-alives, and what a slow network adds, is gone. */
const silenceMs = () => 3 * config.get().keepAliveMs + 15_000;

/** Asks a question. Throws Problem or Unreachable where the stream did not begin; after that it reconnects. */
export async function* ask(question: Ask, signal: AbortSignal): AsyncGenerator<StreamUpdate> {
  const response = await request("/chat/stream", {
    method: "POST",
    accept: "text/event-stream",
    headers: question.key === undefined ? {} : { "idempotency-key": question.key },
    body: { threadId: question.threadId, message: question.message, onDisconnect: "continue" },
    signal,
  });
  const position = { messageId: null as string | null, lastId: 0 };
  if (yield* read(response, position, signal)) return;
  if (position.messageId === null) throw new Unreachable("the stream ended before it began");
  yield { kind: "connection", state: "lost" };
  yield* watch(position.messageId, position.lastId, signal);
}

/** Watches a stream from after an event on (0: from the first), over as many connections as it takes. */
export async function* watch(messageId: string, lastId: number, signal: AbortSignal): AsyncGenerator<StreamUpdate> {
  const position = { messageId: messageId as string | null, lastId };
  for (let attempt = 1; !signal.aborted; attempt++) {
    let wait = backoffMs(attempt);
    try {
      const response = await request(`/chat/stream/${encodeURIComponent(messageId)}`, {
        accept: "text/event-stream",
        headers: position.lastId > 0 ? { "last-event-id": String(position.lastId) } : {},
        signal,
      });
      if (response.status === 204) {
        yield { kind: "gone" };
        return;
      }
      yield { kind: "connection", state: "open" };
      const before = position.lastId;
      if (yield* read(response, position, signal)) return;
      if (position.lastId > before) attempt = 0;
      wait = backoffMs(attempt + 1);
    } catch (e) {
      if (signal.aborted) throw e;
      if (e instanceof Problem) {
        if (e.status === 404 || e.status === 410 || e.status === 400) {
          yield { kind: "gone" };
          return;
        }
        if (e.status !== 429 && e.status < 500) throw e;
        wait = Math.max(wait, e.retryAfterMs ?? 0);
      }
    }
    yield { kind: "connection", state: "lost" };
    await pause(wait, signal);
  }
  throw signal.reason;
}

interface Position { messageId: string | null; lastId: number }

/** Reads one connection to its end; true where the stream came to its own. A break in it is only an end. */
async function* read(
  response: Response,
  position: Position,
  signal: AbortSignal,
): AsyncGenerator<StreamUpdate, boolean> {
  try {
    for await (const batch of frames(response.body!, silenceMs)) {
      for (const frame of batch) {
        const id = Number(frame.id);
        if (id <= position.lastId) continue;
        if (id !== position.lastId + 1) return false;
        const event = toEvent(frame);
        position.lastId = id;
        if (event === null) continue;
        if (event.type === "start") position.messageId = event.messageId;
        yield { kind: "event", id, event };
        if (isTerminal(event)) return true;
      }
    }
  } catch (e) {
    if (signal.aborted) throw e;
  }
  return false;
}
