package dev.rill.process;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One thread for what has to be done again and again; a run that fails is logged and the next one comes. */
public final class Housekeeping implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Housekeeping.class.getName());

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("housekeeping").factory());

    public void every(Duration period, String what, Runnable work) {
        executor.scheduleWithFixedDelay(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.WARNING, what + " failed; it is tried again", e);
            }
        }, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for the run that is under way. */
    @Override
    public void close() {
        executor.close();
    }
}
