package dev.rill.threads;

import java.time.Instant;

/**
 * A question as it is taken into its thread, with the answer that is to come. Immutable.
 *
 * @param questionId its message's
 * @param answerId   the answer's message's
 */
public record AskedQuestion(String owner, String threadId, String questionId, String answerId, String text,
                            Instant askedAt) {
    /** Without the text. */
    @Override
    public String toString() {
        return "AskedQuestion[owner=" + owner + ", threadId=" + threadId + ", answerId=" + answerId + "]";
    }
}
