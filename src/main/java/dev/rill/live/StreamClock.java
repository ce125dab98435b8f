package dev.rill.live;

import java.time.Duration;
import java.time.Instant;

/**
 * When a stream began and did something last. What it waits for its turn is no part of its own time. Written by the
 * stream's thread; any thread reads.
 */
final class StreamClock {
    private final Instant startTime;
    private final long startNanos = System.nanoTime();
    private volatile long turnNanos = startNanos;
    private volatile long lastActivity = startNanos;
    private volatile boolean waits;

    StreamClock(Instant startTime) {
        this.startTime = startTime;
    }

    Instant startTime() {
        return startTime;
    }

    Instant lastActivity() {
        return startTime.plusNanos(lastActivity - startNanos);
    }

    /** Something was sent. */
    void active(long nowNanos) {
        lastActivity = nowNanos;
    }

    void waits(boolean now) {
        turnNanos = System.nanoTime();
        lastActivity = turnNanos;
        waits = now;
    }

    /** Of its own time, until a {@link System#nanoTime}. */
    long elapsedNanos(long untilNanos) {
        return untilNanos - turnNanos;
    }

    /** Whether nothing was sent for so long although it is its turn. */
    boolean silentFor(Duration time, long nowNanos) {
        return !waits && nowNanos - lastActivity >= time.toNanos();
    }
}
