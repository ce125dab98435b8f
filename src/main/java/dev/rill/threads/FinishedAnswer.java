package dev.rill.threads;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an answer ended. {@code firstTokenMillis} is -1 where there was none. {@code errorCode} is empty unless the
 * status is {@link MessageStatus#ERROR}, and {@code finishReason} is there only where it is
 * {@link MessageStatus#COMPLETE}.
 *
 * @param tokens that its owner is charged for
 */
public record FinishedAnswer(String messageId, String text, MessageStatus status, String errorCode,
                             List<Source> sources, Optional<Usage> usage, Instant finishedAt, long durationMillis,
                             long firstTokenMillis, Optional<FinishReason> finishReason, long tokens) {
    /** One that nobody is charged for. */
    public FinishedAnswer(String messageId, String text, MessageStatus status, String errorCode, List<Source> sources,
                          Optional<Usage> usage, Instant finishedAt, long durationMillis, long firstTokenMillis,
                          Optional<FinishReason> finishReason) {
        this(messageId, text, status, errorCode, sources, usage, finishedAt, durationMillis, firstTokenMillis,
                finishReason, 0);
    }

    /** The same as one whose client is told that the server lost hold of it. */
    public FinishedAnswer lost() {
        return new FinishedAnswer(messageId, text, MessageStatus.ERROR, ErrorCode.INTERRUPTED.name(), sources, usage,
                finishedAt, durationMillis, firstTokenMillis, Optional.empty(), tokens);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "FinishedAnswer[messageId=" + messageId + ", status=" + status + ", errorCode=" + errorCode + "]";
    }
}
