package dev.rill.http.frames.flood;

import java.util.function.LongSupplier;

/**
 * How much of something a client may do beside asking for answers: a burst, so much a second, and more as it is
 * answered. One thread.
 */
final class FrameBudget {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long most;
    private final long perSecond;
    private final LongSupplier nanoTime;
    private final LongSupplier earned;
    private long left;
    private long lastNanos;
    private long lastEarned;

    /** @param earned counts up with what was sent to the client */
    FrameBudget(long burst, long perSecond, LongSupplier nanoTime, LongSupplier earned) {
        this(burst, burst, perSecond, nanoTime, earned);
    }

    /**
     * @param first what is there at the beginning
     * @param most  that can be there
     */
    FrameBudget(long first, long most, long perSecond, LongSupplier nanoTime, LongSupplier earned) {
        this.most = most;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.earned = earned;
        this.left = first;
        this.lastNanos = nanoTime.getAsLong();
    }

    /** @return whether it was there; else nothing is spent */
    boolean take(long cost) {
        if (left < cost) {
            refill();
        }
        if (left < cost) {
            return false;
        }
        left -= cost;
        return true;
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
        left = Math.min(most, left + inTime + sum - lastEarned);
        lastEarned = sum;
    }
}
