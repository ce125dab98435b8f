package dev.rill.retrieval;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a service that a search can do without is worth asking: after a failure not for a while, which doubles with
 * each further one, so that a server that is down does not delay every question. Any thread.
 */
public final class ServiceHealth {
    private static final System.Logger LOGGER = System.getLogger(ServiceHealth.class.getName());
    public static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String fails;
    private final String again;
    private final LongSupplier nanos;
    private int failures;
    private long retryAt;

    /**
     * @param fails what the log says when it begins to fail, before the reason
     * @param again what the log says when it is over
     */
    public ServiceHealth(String fails, String again, LongSupplier nanos) {
        this.fails = fails;
        this.again = again;
        this.nanos = nanos;
    }

    /** Nanoseconds until it may be asked again; 0 when it may. */
    public synchronized long pause() {
        return failures == 0 ? 0 : Math.max(0, retryAt - nanos.getAsLong());
    }

    public synchronized boolean failing() {
        return failures > 0;
    }

    public synchronized void succeeded() {
        if (failures > 0) {
            LOGGER.log(System.Logger.Level.INFO, again);
        }
        failures = 0;
    }

    /** Failures of those who asked at the same time count as one. */
    public synchronized void failed(RuntimeException e) {
        if (pause() > 0) {
            return;
        }
        if (failures++ == 0) {
            LOGGER.log(System.Logger.Level.WARNING, "{0}: {1}", fails, e.getMessage());
        }
        long pause = FIRST_PAUSE.toNanos() << Math.min(failures - 1, 10);
        retryAt = nanos.getAsLong() + Math.min(pause, LONGEST_PAUSE.toNanos());
    }
}
