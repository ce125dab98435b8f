package dev.rill.retrieval.vector;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the embedder is worth asking: after a failure not for a while, which doubles with each further one, so that a
 * server that is down does not delay every question. Any thread.
 */
final class EmbeddingHealth {
    private static final System.Logger LOGGER = System.getLogger(EmbeddingHealth.class.getName());
    static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private int failures;
    private long retryAt;

    EmbeddingHealth(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Nanoseconds until it may be asked again; 0 when it may. */
    synchronized long pause() {
        return failures == 0 ? 0 : Math.max(0, retryAt - nanos.getAsLong());
    }

    synchronized boolean failing() {
        return failures > 0;
    }

    synchronized void succeeded() {
        if (failures > 0) {
            LOGGER.log(System.Logger.Level.INFO, "Texts are embedded again");
        }
        failures = 0;
    }

    synchronized void failed(RuntimeException e) {
        if (failures++ == 0) {
            LOGGER.log(System.Logger.Level.WARNING,
                    "Texts cannot be embedded, so that searches go by words alone until they can: {0}", e.getMessage());
        }
        long pause = FIRST_PAUSE.toNanos() << Math.min(failures - 1, 10);
        retryAt = nanos.getAsLong() + Math.min(pause, LONGEST_PAUSE.toNanos());
    }
}
