package dev.rill.chat;

import java.util.Optional;

/**
 * A question that has been checked and may be asked. Immutable.
 *
 * @param continueWhenGone whether the answer goes on when the client leaves
 */
public record Question(String owner, String threadId, String message, Optional<String> systemMessage,
                       boolean continueWhenGone) {
    /** Without what was asked. */
    @Override
    public String toString() {
        return "Question[owner=" + owner + ", threadId=" + threadId + ", continueWhenGone=" + continueWhenGone + "]";
    }
}
