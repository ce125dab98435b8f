package dev.rill.retrieval;

import dev.rill.stream.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** Judges how well texts answer a question: better than a search does, and slower. Any thread. */
public interface Reranker {

    /**
     * A score a text, in order, of which the greater is the better; empty for a text that was not judged.
     *
     * @param atMost how long it may take
     * @throws RerankingFailedException when it does not do as it should, or not in time
     * @throws Cancellation.CancelledException when the stream was cancelled
     */
    List<OptionalDouble> scores(String question, List<String> texts, Duration atMost, Cancellation cancellation);

    /** There are no scores; the message names no content. */
    final class RerankingFailedException extends RuntimeException {
        private final boolean late;

        /** @param late whether it took too long */
        public RerankingFailedException(String message, boolean late, Throwable cause) {
            super(message, cause);
            this.late = late;
        }

        public boolean late() {
            return late;
        }
    }
}
