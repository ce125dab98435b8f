import { rill } from "../api/rill";
import { ask } from "../sse/client";
import { outbox } from "./outbox";

/** The threads that this page shows: they send what waits in them themselves. */
export const onScreen = new Set<string>();

/**
 * Sends what waits in a thread that is not on the screen, once its answer has come to a good end. The server then goes on
 * by itself. Gives whether a question was sent.
 */
export async function sendBehind(threadId: string): Promise<boolean> {
  if (onScreen.has(threadId) || outbox.list(threadId).length === 0) return false;
  const item = await outbox.take(threadId);
  if (item === null) return false;
  const leaving = new AbortController();
  try {
    const last = (await rill.thread(threadId)).messages.at(-1);
    if (last?.status !== "complete" && last?.status !== "cancelled") {
      outbox.putBack(threadId, item.id);
      return false;
    }
    for await (const update of ask({ threadId, message: item.text, key: item.key }, leaving.signal)) {
      if (update.kind === "event") break;
    }
    outbox.remove(threadId, item.id);
    return true;
  } catch {
    outbox.putBack(threadId, item.id);
    return false;
  } finally {
    leaving.abort();
  }
}
