package dev.rill.retrieval.vector;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says in the log how many passages have got vectors: now and then while others wait, and when none does. One thread.
 */
final class EmbeddingProgress {
    private static final System.Logger LOGGER = System.getLogger(EmbeddingProgress.class.getName());
    private static final Duration SAY_EVERY = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private int made;
    private long began;
    private long said;

    EmbeddingProgress(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Passages are about to be embedded. */
    void begin() {
        if (made == 0) {
            began = nanos.getAsLong();
            said = began;
        }
    }

    /** @param waiting how many have none yet */
    void made(int passages, int waiting) {
        made += passages;
        long now = nanos.getAsLong();
        if (now - said >= SAY_EVERY.toNanos()) {
            said = now;
            LOGGER.log(System.Logger.Level.INFO, "Vectors: {0} passages embedded, {1} cannot be found by them yet",
                    made, waiting);
        }
    }

    /** Nothing is left to do. */
    void finished() {
        if (made > 0) {
            LOGGER.log(System.Logger.Level.INFO, "Vectors: {0} passages embedded in {1} ms", made,
                    (nanos.getAsLong() - began) / 1_000_000);
        }
        made = 0;
    }
}
