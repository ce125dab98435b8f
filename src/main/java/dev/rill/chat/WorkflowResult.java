package dev.rill.chat;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.FinishReason;
import java.time.Duration;
import java.util.Optional;

/** How a workflow ended. */
public sealed interface WorkflowResult {

    /**
     * The tokens given to the context are the answer; without any the stream ends as failed.
     *
     * @param reason why the model stopped writing
     */
    record Answered(FinishReason reason) implements WorkflowResult {
        /** It came to its end. */
        public Answered() {
            this(FinishReason.STOP);
        }
    }

    /** @param message for a person: what happened, and whether trying again makes sense */
    record Failed(ErrorCode code, String message, Optional<Duration> retryAfter) implements WorkflowResult {
    }
}
