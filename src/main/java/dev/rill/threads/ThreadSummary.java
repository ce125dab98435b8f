package dev.rill.threads;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** A thread without its messages. {@code metadata} is a JSON object as text. Immutable. */
public record ThreadSummary(String threadId, String name, Instant createdAt, Instant updatedAt, int messageCount,
                            Optional<String> metadata) {
    /** Of what is noted at a thread, as compact JSON. */
    public static final int MAX_METADATA_CHARS = 8192;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    /** Whether a thread can have this id. */
    public static boolean isId(String threadId) {
        return ID.matcher(threadId).matches();
    }

    /** Without the name, which is what was asked first. */
    @Override
    public String toString() {
        return "ThreadSummary[threadId=" + threadId + ", updatedAt=" + updatedAt + ", messageCount=" + messageCount
                + "]";
    }
}
