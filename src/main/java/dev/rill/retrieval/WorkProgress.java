package dev.rill.retrieval;

import java.time.Duration;
import java.util.Optional;

/**
 * How far some work is. Immutable; any thread.
 *
 * @param done pieces of it
 * @param toDo pieces that are left
 * @param left until all are done, as fast as it went of late; empty where that is not known
 */
public record WorkProgress(int done, int toDo, Optional<Duration> left) {

    /** Completes "120 of 900 documents": how long it still takes, with a comma before it; nothing where unknown. */
    public String leftInWords() {
        return toDo == 0 ? "" : left.map(time -> ", about " + words(time.toSeconds()) + " left").orElse("");
    }

    private static String words(long seconds) {
        if (seconds < 60) {
            return Math.max(1, seconds) + " s";
        }
        long minutes = (seconds + 30) / 60;
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
