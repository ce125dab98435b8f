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
    private int taken;
    private long began;
    private long said;

    EmbeddingProgress(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Passages are about to be embedded. */
    void begin() {
        if (made + taken == 0) {
            began = nanos.getAsLong();
            said = began;
        }
    }

    /** @param waiting how many have none yet */
    void made(int passages, int waiting) {
        made += passages;
        say(waiting);
    }

    /** Others have made them. */
    void taken(int passages, int waiting) {
        taken += passages;
        say(waiting);
    }

    private void say(int waiting) {
        long now = nanos.getAsLong();
        if (now - said >= SAY_EVERY.toNanos()) {
            said = now;
            LOGGER.log(System.Logger.Level.INFO, "Vectors: {0} passages embedded{2}, {1} cannot be found by them yet",
                    made, waiting, others());
        }
    }

    /** Nothing is left to do. */
    void finished() {
        if (made + taken > 0) {
            LOGGER.log(System.Logger.Level.INFO, "Vectors: {0} passages embedded{2} in {1} ms", made,
                    (nanos.getAsLong() - began) / 1_000_000, others());
        }
        made = 0;
        taken = 0;
    }

    private String others() {
        return taken == 0 ? "" : ", " + taken + " taken from other servers'";
    }
}
