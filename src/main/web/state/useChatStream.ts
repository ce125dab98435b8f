import { useEffect, useMemo } from "react";
import { useStore } from "./store";
import { Conversation, type ConversationState } from "./conversation";
import { threadList } from "./threads";

export interface ChatStream extends ConversationState {
  conversation: Conversation;
  send(text: string): void;
  retry(text: string): void;
}

/** A thread on the screen: what it holds, what is being written in it, and what can be done. */
export function useChatStream(threadId: string, fresh: boolean): ChatStream {
  const conversation = useMemo(() => new Conversation(threadId, fresh), [threadId]);
  useEffect(() => {
    conversation.onChanged = () => void threadList.refresh();
    threadList.seen(threadId);
    return conversation.show();
  }, [conversation]);
  const state = useStore(conversation.store);
  return useMemo(
    () => ({
      ...state,
      conversation,
      send: (text: string) => void conversation.send(text),
      retry: (text: string) => void conversation.send(text),
    }),
    [state, conversation],
  );
}
