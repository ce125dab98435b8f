package dev.rill.threads.archive;

import dev.rill.stream.Usage;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message as its row says it; of an answer that is being written, with the text so far. Immutable.
 *
 * @param sources      a JSON array as text; empty: none
 * @param errorCode    the stream's code, empty unless it failed
 * @param finishReason the model's word, where it came to its end
 * @param note         what was noted at its question
 */
public record ArchivedMessage(String id, ThreadMessage.Role role, MessageStatus status, String content,
                              Instant timestamp, Optional<Instant> finishedAt, Optional<String> sources,
                              String errorCode, Optional<Usage> usage, OptionalLong durationMillis,
                              OptionalLong firstTokenMillis, Optional<String> finishReason,
                              Optional<String> note) {
    /** Without the text. */
    @Override
    public String toString() {
        return "ArchivedMessage[id=" + id + ", role=" + role + ", status=" + status + "]";
    }
}
