/** What one tab tells the others, so that they show the same. */
type TabNews =
  | { kind: "thread"; threadId: string }
  | { kind: "signed-in" }
  | { kind: "signed-out" };

type Listener = (news: TabNews) => void;

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("rill");
const listeners = new Set<Listener>();
channel?.addEventListener("message", (e: MessageEvent<TabNews>) => listeners.forEach((listener) => listener(e.data)));

export const tabs = {
  tell(news: TabNews): void {
    channel?.postMessage(news);
  },

  listen(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
