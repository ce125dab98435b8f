package dev.rill.chat;

import dev.rill.threads.AskedQuestion;
import dev.rill.threads.ExchangeStore;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.ThreadMessage;
import java.util.List;

/**
 * A question and its answer, as they stand in their thread. The thread that answers.
 *
 * @param waits whether others are before it there, whose answers it is to know
 */
record Exchange(ExchangeStore store, AskedQuestion asked, boolean waits, History history) {

    /** The turns before it, as they are now. */
    List<WorkflowContext.Turn> before() {
        List<ThreadMessage> all = store.messages(asked.owner(), asked.threadId()).orElse(List.of());
        List<ThreadMessage> before =
                all.stream().takeWhile(message -> !message.id().equals(asked.questionId())).toList();
        int first = Math.max(0, before.size() - Conversations.HISTORY_MESSAGES);
        return history.turns(before.subList(first, before.size()));
    }

    void finish(FinishedAnswer answer) {
        store.finish(asked.owner(), answer);
    }

    void remove() {
        store.remove(asked);
    }
}
