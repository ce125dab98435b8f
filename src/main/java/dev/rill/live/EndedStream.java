package dev.rill.live;

import dev.rill.stream.ErrorCode;
import dev.rill.stream.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What a stream came to, for figures and logs; no text of anybody's. Immutable once made.
 *
 * @param firstTokenMillis -1 where there was no token
 * @param errorCode        empty unless it failed
 */
public record EndedStream(StreamIdentity identity, Outcome outcome, Optional<ErrorCode> errorCode, long durationMillis,
                          long firstTokenMillis, int tokens, Optional<Usage> usage, TokenGaps gaps,
                          List<StepTime> steps) {

    public record StepTime(String step, long millis) {
    }
}
