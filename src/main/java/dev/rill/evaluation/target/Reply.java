package dev.rill.evaluation.target;

import dev.rill.stream.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a question got. Immutable; any thread. */
public sealed interface Reply {

    /**
     * An answer.
     *
     * @param sources  what it may cite, best first
     * @param ranked   the files in the order of the search, each once; as far as is known
     * @param took     from the question to the end of the answer
     * @param searched what the search took of it, where that is known
     */
    record Answered(String text, List<Source> sources, List<String> ranked, Duration took, Optional<Duration> searched)
            implements Reply {
        /** Without the text. */
        @Override
        public String toString() {
            return "Answered[sources=" + sources + ", took=" + took + "]";
        }
    }

    /** What a search found where no answer was wanted; see {@link Answered}. */
    record Found(List<Source> sources, List<String> ranked, Duration searched) implements Reply {
    }

    /** @param message why there is no answer */
    record Failed(String message, Duration took) implements Reply {
        /** Without the message, which others wrote. */
        @Override
        public String toString() {
            return "Failed[took=" + took + "]";
        }
    }

    /** What was shown as a source, best first. */
    default List<Source> shown() {
        return switch (this) {
            case Answered answered -> answered.sources();
            case Found found -> found.sources();
            case Failed _ -> List.of();
        };
    }

    /** The files in the order of the search. */
    default List<String> files() {
        return switch (this) {
            case Answered answered -> answered.ranked();
            case Found found -> found.ranked();
            case Failed _ -> List.of();
        };
    }
}
