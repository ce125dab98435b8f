package dev.rill.chat;

import dev.rill.threads.AskedQuestion;
import dev.rill.threads.ExchangeStore;
import dev.rill.threads.Finished;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A question and its answer, as they stand in their thread. The thread that answers.
 *
 * @param waits whether others are before it there, whose answers it is to know
 * @param first whether nothing was said before it there
 */
record Exchange(ExchangeStore store, AskedQuestion asked, boolean waits, boolean first, History history) {
    /** After which an answer that was to give way has no more say. */
    private static final Duration REPLACED_WITHIN = Duration.ofSeconds(20);

    /** The turns before it, as they are now. */
    List<WorkflowContext.Turn> before() {
        List<ThreadMessage> all = store.messages(asked.owner(), asked.threadId()).orElse(List.of());
        List<ThreadMessage> before =
                all.stream().takeWhile(message -> !message.id().equals(asked.questionId())).toList();
        int first = Math.max(0, before.size() - Conversations.HISTORY_MESSAGES);
        return history.turns(before.subList(first, before.size()));
    }

    /** Whether it is its turn among the answers of other servers. */
    boolean takeTurn(Duration waited) {
        try {
            return store.takeTurn(asked, asked.onBusy().replaces() && waited.compareTo(REPLACED_WITHIN) > 0);
        } catch (ThreadStore.StoreUnavailableException e) {
            return false; // the lease bounds how long
        }
    }

    /** @param again as {@link ExchangeStore#finish} says */
    Finished finish(FinishedAnswer answer, BooleanSupplier again) {
        return store.finish(asked.owner(), answer, again);
    }

    Finished remove(BooleanSupplier again) {
        return store.remove(asked, again);
    }
}
