package dev.rill.threads.jdbc.store;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Work of the store that comes again and again, on a thread of its own. A failure is logged once until it ends. */
final class StoreHeartbeat implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(StoreHeartbeat.class.getName());

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("store-heartbeat").factory());

    StoreHeartbeat() {
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    void every(Duration period, Runnable work) {
        executor.scheduleWithFixedDelay(new Beat(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static final class Beat implements Runnable {
        private final Runnable work;
        private boolean failing;

        Beat(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
                if (failing) {
                    failing = false;
                    LOGGER.log(System.Logger.Level.INFO, "The database is back");
                }
            } catch (RuntimeException e) {
                if (!failing) {
                    failing = true;
                    LOGGER.log(System.Logger.Level.WARNING, "The database fails; it is tried again", e);
                }
            }
        }
    }

    /** Begins nothing more. What is under way goes on, never interrupted, and ends by its own deadline. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
