import { useEffect, useMemo } from "react";
import { Conversation } from "../conversation/conversation";
import { threadList } from "../threads/list";

/** The conversation of a thread that is on the screen, for as long as it is there. */
export function useConversation(threadId: string, fresh: boolean): Conversation {
  const conversation = useMemo(() => new Conversation(threadId, fresh), [threadId]);
  useEffect(() => {
    conversation.onChanged = () => void threadList.refresh();
    threadList.seen(threadId);
    return conversation.show();
  }, [conversation]);
  return conversation;
}
