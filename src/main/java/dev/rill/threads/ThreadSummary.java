package dev.rill.threads;

import java.time.Instant;
import java.util.Optional;

/** A thread without its messages. {@code metadata} is a JSON object as text. Immutable. */
public record ThreadSummary(String threadId, String name, Instant createdAt, Instant updatedAt, int messageCount,
                            Optional<String> metadata) {
    /** Without the name, which is what was asked first. */
    @Override
    public String toString() {
        return "ThreadSummary[threadId=" + threadId + ", updatedAt=" + updatedAt + ", messageCount=" + messageCount
                + "]";
    }
}
