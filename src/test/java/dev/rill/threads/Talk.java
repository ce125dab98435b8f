package dev.rill.threads;

import dev.rill.stream.FinishReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is asked of a store most often. */
public record Talk(ThreadStore store, String owner) {
    static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");

    public List<ThreadMessage> ask(String threadId, String answerId, String question) {
        return ask(threadId, answerId, question, START);
    }

    public List<ThreadMessage> ask(String threadId, String answerId, String question, Instant at) {
        return store.accept(new AskedQuestion(owner, threadId, "q-" + answerId, answerId, question, at), 20);
    }

    public void answer(String answerId, String text) {
        answer(answerId, text, START.plusSeconds(1));
    }

    public void answer(String answerId, String text, Instant at) {
        store.finish(owner, new FinishedAnswer(answerId, text, MessageStatus.COMPLETE, "", List.of(),
                Optional.empty(), at, 1_000, 100, Optional.of(FinishReason.STOP)));
    }

    public List<ThreadMessage> messages(String threadId) {
        return store.messages(owner, threadId).orElseThrow();
    }
}
