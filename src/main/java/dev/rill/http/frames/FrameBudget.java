package dev.rill.http.frames;

import java.util.function.LongSupplier;

/**
 * How much of something a client may do beside asking for answers: a burst, so much a second, and more as it is
 * answered. One thread.
 */
final class FrameBudget {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long burst;
    private final long perSecond;
    private final LongSupplier nanoTime;
    private final LongSupplier earned;
    private long left;
    private long lastNanos;
    private long lastEarned;

    /** @param earned counts up with what was sent to the client */
    FrameBudget(long burst, long perSecond, LongSupplier nanoTime, LongSupplier earned) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.earned = earned;
        this.left = burst;
        this.lastNanos = nanoTime.getAsLong();
    }

    /** @return whether it was still there */
    boolean spend(long cost) {
        if (left < cost) {
            refill();
        }
        left -= cost;
        return left >= 0;
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        long inTime = (now - lastNanos) / (NANOS_PER_SECOND / perSecond);
        lastNanos += inTime * (NANOS_PER_SECOND / perSecond);
        long sum = earned.getAsLong();
        left = Math.min(burst, left + inTime + sum - lastEarned);
        lastEarned = sum;
    }
}
