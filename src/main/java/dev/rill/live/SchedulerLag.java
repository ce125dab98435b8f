package dev.rill.live;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a virtual thread waits for a processor, as one finds that does nothing else and is started at each tick. A
 * connection that has just been accepted waits as long until somebody looks at it. Any thread.
 */
final class SchedulerLag implements Watchdog.Watched {
    private static final long NOBODY = 0;

    /** When the one was started that waits now. */
    private final AtomicLong startedNanos = new AtomicLong(NOBODY);
    private volatile long lastNanos;

    /** What is known of the wait: that of the last one, or longer where the next one has been waiting for longer. */
    long nanos(long now) {
        long started = startedNanos.get();
        return started == NOBODY ? lastNanos : Math.max(lastNanos, now - started);
    }

    @Override
    public void tick(long now) {
        if (startedNanos(now)) {
            Thread.ofVirtual().start(() -> {
                lastNanos = System.nanoTime() - now;
                startedNanos.set(NOBODY);
            });
        }
    }

    /** @return false where one waits already */
    boolean startedNanos(long now) {
        return startedNanos.compareAndSet(NOBODY, now == NOBODY ? 1 : now);
    }
}
