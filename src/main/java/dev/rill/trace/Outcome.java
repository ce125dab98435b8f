package dev.rill.trace;

import dev.rill.stream.Usage;
import java.util.Optional;

/** How a piece of work went. Immutable. */
public sealed interface Outcome {

    record Done() implements Outcome {
    }

    /**
     * A model came to its end.
     *
     * @param reason why it stopped
     */
    record Answered(String reason, Optional<Usage> usage) implements Outcome {
        /** Without the reason, which is the model server's word. */
        @Override
        public String toString() {
            return "Answered[usage=" + usage + "]";
        }
    }

    /** @param kind of failure, one of few words */
    record Failed(String kind) implements Outcome {
        /** Without the kind. */
        @Override
        public String toString() {
            return "Failed[]";
        }
    }
}
