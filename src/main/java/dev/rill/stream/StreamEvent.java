package dev.rill.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happens in a stream, in the order in which it happened: {@link Start} first, {@link Step}s and
 * {@link Token}s, then exactly one {@link Terminal}. Immutable; any thread.
 */
public sealed interface StreamEvent {

    /** Ends a stream; nothing follows it. */
    sealed interface Terminal extends StreamEvent {

        /** What it shows of the documents, without their text. */
        default List<Source> cites() {
            return List.of();
        }
    }

    record Start(String messageId, String threadId, Instant timestamp) implements StreamEvent {
    }

    /** @param duration milliseconds, with {@link StepStatus#COMPLETE} only */
    record Step(String step, StepStatus status, String message, Instant timestamp, OptionalLong duration)
            implements StreamEvent {
        /** Without the message, which may hold what is searched for. */
        @Override
        public String toString() {
            return "Step[step=" + step + ", status=" + status + ", duration=" + duration + "]";
        }
    }

    /** @param content one delta of the answer, not empty, without lone surrogates and NUL */
    record Token(String content) implements StreamEvent {
        /** Without the text. */
        @Override
        public String toString() {
            return "Token[" + content.length() + " characters]";
        }
    }

    /**
     * @param duration     milliseconds since the stream began
     * @param saved        false when the store could not take the answer
     * @param finishReason why the model stopped writing
     */
    record Complete(String messageId, String threadId, Instant timestamp, String finalContent, List<Source> sources,
                    Optional<Usage> usage, long duration, boolean saved, FinishReason finishReason)
            implements Terminal {

        @Override
        public List<Source> cites() {
            return sources.stream().map(Source::withoutText).toList();
        }

        /** Without the text. */
        @Override
        public String toString() {
            return "Complete[messageId=" + messageId + ", threadId=" + threadId + ", " + finalContent.length()
                    + " characters, sources=" + sources + ", usage=" + usage + ", duration=" + duration + ", saved="
                    + saved + ", finishReason=" + finishReason.word() + "]";
        }
    }

    /**
     * @param error      what happened, for a person; nothing that an upstream said
     * @param step       the step that was open
     * @param retryAfter milliseconds, where it is known
     */
    record Failed(String messageId, Instant timestamp, String error, ErrorCode code, Optional<String> step,
                  boolean retryable, OptionalLong retryAfter) implements Terminal {
    }

    record Cancelled(String messageId, Instant timestamp, Optional<String> step, CancelReason reason)
            implements Terminal {
    }

    /** The names are on the wire in lower case. */
    enum StepStatus { STARTED, PROCESSING, COMPLETE }

    /** Cancelled by people; every other end of a stream that did not complete is {@link Failed}. */
    enum CancelReason { CLIENT_GONE, STOPPED }
}
