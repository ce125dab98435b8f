package dev.rill.threads;

import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One message of a thread, as stored. Immutable.
 *
 * @param errorCode      the stream's code, empty unless it failed
 * @param usage          of an answer that has ended, where the model told
 * @param durationMillis of an answer that has ended
 * @param finishReason   why the model stopped, where it came to its end
 * @param note           of an answer: what its client noted at the question, as {@link AskedQuestion} has it
 */
public record ThreadMessage(String id, Role role, String content, Instant timestamp, MessageStatus status,
                            List<Source> sources, String errorCode, Optional<Usage> usage,
                            OptionalLong durationMillis, Optional<FinishReason> finishReason,
                            Optional<String> note) {

    /** The names are stored, and on the wire, in lower case. */
    public enum Role { USER, ASSISTANT }

    /** One at which nothing is noted. */
    public ThreadMessage(String id, Role role, String content, Instant timestamp, MessageStatus status,
                         List<Source> sources, String errorCode, Optional<Usage> usage, OptionalLong durationMillis,
                         Optional<FinishReason> finishReason) {
        this(id, role, content, timestamp, status, sources, errorCode, usage, durationMillis, finishReason,
                Optional.empty());
    }

    public ThreadMessage withContent(String text) {
        return new ThreadMessage(id, role, text, timestamp, status, sources, errorCode, usage, durationMillis,
                finishReason, note);
    }

    public ThreadMessage withSources(List<Source> others) {
        return new ThreadMessage(id, role, content, timestamp, status, others, errorCode, usage, durationMillis,
                finishReason, note);
    }

    public ThreadMessage withId(String other) {
        return new ThreadMessage(other, role, content, timestamp, status, sources, errorCode, usage, durationMillis,
                finishReason, note);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "ThreadMessage[id=" + id + ", role=" + role + ", status=" + status + ", errorCode=" + errorCode + "]";
    }
}
