package dev.rill.live;

import dev.rill.stream.Cancellation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One thread that looks at every open stream some times a second: deadlines, stalled writes, silence, staleness.
 * Ticking over plain fields costs less than a timer for each read and write. Any thread registers; whoever made it
 * closes it.
 */
public final class Watchdog implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Watchdog.class.getName());

    /** Something to look at. A tick must not block. */
    interface Watched {
        void tick(long nowNanos);

        /** Its client is to go on at another server, if it only looks on. */
        default void dismiss() {
        }
    }

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean dismissing;

    public Watchdog(Duration period) {
        thread = Thread.ofPlatform().daemon().name("watchdog").start(() -> run(period));
    }

    void watch(Watched one) {
        watched.add(one);
        if (dismissing) {
            one.dismiss();
        }
    }

    void forget(Watched one) {
        watched.remove(one);
    }

    /** Closes the connections of those who look on, now and from now on; they resume where they are sent next. */
    public void dismissViewers() {
        dismissing = true;
        watched.forEach(Watched::dismiss);
    }

    /** Does the work, whose deadlines it looks at meanwhile: of work that is no stream. */
    public <T> T watching(Cancellation work, Supplier<T> doing) {
        Watched one = work::expire;
        watch(one);
        try {
            return doing.get();
        } finally {
            forget(one);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run(Duration period) {
        try {
            while (true) {
                Thread.sleep(period);
                tick(System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick(long nowNanos) {
        for (Watched one : watched) {
            try {
                one.tick(nowNanos);
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.ERROR, "A watched stream could not be checked", e);
            }
        }
    }
}
