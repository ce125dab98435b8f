package dev.rill.threads;

import dev.rill.stream.Source;
import java.time.Instant;
import java.util.List;

/** One message of a thread, as stored. Immutable. {@code errorCode} is the stream's code, empty unless it failed. */
public record ThreadMessage(String id, Role role, String content, Instant timestamp, MessageStatus status,
                            List<Source> sources, String errorCode) {

    /** The names are stored, and on the wire, in lower case. */
    public enum Role { USER, ASSISTANT }

    ThreadMessage withContent(String text) {
        return new ThreadMessage(id, role, text, timestamp, status, sources, errorCode);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "ThreadMessage[id=" + id + ", role=" + role + ", status=" + status + ", errorCode=" + errorCode + "]";
    }
}
