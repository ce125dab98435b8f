package dev.rill.chat;

import dev.rill.stream.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/** How a workflow ended. */
public sealed interface WorkflowResult {

    /** The tokens given to the context are the answer. */
    record Answered() implements WorkflowResult {
    }

    /** @param message for a person: what happened, and whether trying again makes sense */
    record Failed(ErrorCode code, String message, Optional<Duration> retryAfter) implements WorkflowResult {
    }
}
