package dev.rill.threads;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rill.stream.FinishReason;
import dev.rill.stream.OnBusy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is asked of a store most often. */
public record Talk(ThreadStore store, String owner) {
    static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");

    /** A question that is added to what is there. */
    public static AskedQuestion asked(String owner, String threadId, String questionId, String answerId, String text,
                                      Instant at) {
        return asked(owner, threadId, questionId, answerId, text, at, Optional.empty());
    }

    /** One that may come in the place of another. */
    static AskedQuestion asked(String owner, String threadId, String questionId, String answerId, String text,
                               Instant at, Optional<String> inPlaceOf) {
        return new AskedQuestion(owner, threadId, questionId, answerId, text, at, inPlaceOf, List.of(), OnBusy.REJECT,
                Optional.empty());
    }

    public List<ThreadMessage> ask(String threadId, String answerId, String question) {
        return ask(threadId, answerId, question, START);
    }

    public List<ThreadMessage> ask(String threadId, String answerId, String question, Instant at) {
        return taken(accept(threadId, answerId, question, at));
    }

    public Acceptance accept(String threadId, String answerId, String question) {
        return accept(threadId, answerId, question, START);
    }

    private Acceptance accept(String threadId, String answerId, String question, Instant at) {
        return store.accept(asked(owner, threadId, "q-" + answerId, answerId, question, at), 20);
    }

    /** The messages before a question that was taken. */
    static List<ThreadMessage> taken(Acceptance acceptance) {
        return assertInstanceOf(Acceptance.Taken.class, acceptance).before();
    }

    public Finished answer(String answerId, String text) {
        return answer(answerId, text, START.plusSeconds(1));
    }

    public Finished answer(String answerId, String text, Instant at) {
        return store.finish(owner, new FinishedAnswer(answerId, text, MessageStatus.COMPLETE, "", List.of(),
                Optional.empty(), at, 1_000, 100, Optional.of(FinishReason.STOP)), () -> false);
    }

    public List<ThreadMessage> messages(String threadId) {
        return store.messages(owner, threadId).orElseThrow();
    }
}
