package dev.rill.chat;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.Source;
import dev.rill.stream.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a workflow ended. */
public sealed interface WorkflowResult {

    /** Passages that the answer may cite, and the tokens used, whichever way it ended. */
    List<Source> sources();

    Optional<Usage> usage();

    record Answered(List<Source> sources, Optional<Usage> usage) implements WorkflowResult {
    }

    /** @param message for a person */
    record Failed(ErrorCode code, String message, Optional<Duration> retryAfter, List<Source> sources,
                  Optional<Usage> usage) implements WorkflowResult {
    }
}
