package dev.rill.threads.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * A thread as its row says it, without its messages. Immutable.
 *
 * @param named     whether somebody chose the name
 * @param metadata  a JSON object as text
 * @param updatedAt of its last activity; with microseconds
 */
public record ArchivedThread(String owner, String threadId, String name, boolean named, Optional<String> metadata,
                             Instant createdAt, Instant updatedAt) {
    /** Without the name, which is what was asked first. */
    @Override
    public String toString() {
        return "ArchivedThread[owner=" + owner + ", threadId=" + threadId + ", updatedAt=" + updatedAt + "]";
    }
}
