import { useCallback, useSyncExternalStore } from "react";
import type { Conversation } from "../conversation/conversation";
import type { LiveAnswer } from "../conversation/live-answer";

/** The answer that is being written in a thread, or null. */
export function useRunning(conversation: Conversation): LiveAnswer | null {
  const subscribe = useCallback((listener: () => void) => {
    let answer: LiveAnswer | null = null;
    let end = () => {};
    const follow = () => {
      const now = conversation.lastAnswer();
      if (now !== answer) {
        end();
        answer = now;
        end = now === null ? () => {} : now.store.subscribe(listener);
      }
      listener();
    };
    const stop = conversation.store.subscribe(follow);
    follow();
    return () => {
      stop();
      end();
    };
  }, [conversation]);
  return useSyncExternalStore(subscribe, () => conversation.running());
}
