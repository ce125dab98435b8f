package dev.rill.threads;

import java.time.Instant;
import java.util.Optional;

/**
 * A question as it is taken into its thread, with the answer that is to come. Immutable.
 *
 * @param questionId its message's
 * @param answerId   the answer's message's
 * @param inPlaceOf  a question of the thread that goes, with all that followed it; nothing goes where it is not there
 */
public record AskedQuestion(String owner, String threadId, String questionId, String answerId, String text,
                            Instant askedAt, Optional<String> inPlaceOf) {

    /** One that is added to what is there. */
    public AskedQuestion(String owner, String threadId, String questionId, String answerId, String text,
                         Instant askedAt) {
        this(owner, threadId, questionId, answerId, text, askedAt, Optional.empty());
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "AskedQuestion[owner=" + owner + ", threadId=" + threadId + ", answerId=" + answerId + "]";
    }
}
