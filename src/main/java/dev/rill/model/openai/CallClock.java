package dev.rill.model.openai;

import java.time.Duration;

/**
 * The clocks of one call. The silence clock runs only between {@link #enter} and {@link #leave}, so that the time in
 * which the answer is written to the client does not count, and starts again with each complete chunk. The whole-answer
 * clock runs all the time. Used by one thread.
 */
final class CallClock {
    /** After the finish reason the usage and the end mark are still welcome, but nobody should wait long for them. */
    private static final long FAREWELL = Duration.ofSeconds(2).toNanos();

    private final long gap;
    /** {@link System#nanoTime} at which the whole answer has to be there. */
    private final long end;
    private long limit;
    private long left;
    private long entered;
    private boolean waiting;

    CallClock(ModelLimits limits) {
        gap = limits.gap().toNanos();
        limit = limits.firstToken().toNanos();
        left = limit;
        end = System.nanoTime() + limits.total().toNanos();
    }

    /** Begins a wait; the {@link System#nanoTime} at which it has to end. */
    long enter() {
        entered = System.nanoTime();
        waiting = true;
        return Math.min(left, end - entered) + entered;
    }

    /** Ends a wait, if it began. */
    void leave() {
        if (waiting) {
            waiting = false;
            left -= System.nanoTime() - entered;
        }
    }

    /** A complete chunk came. */
    void chunk() {
        left = limit;
    }

    /** A delta came. */
    void delta() {
        limit = gap;
    }

    /** The finish reason came. */
    void finishing() {
        limit = Math.min(gap, FAREWELL);
        left = limit;
    }

    /** Nanoseconds until the next deadline; not positive when one has passed. */
    long remaining() {
        return Math.min(left, end - System.nanoTime());
    }

    /** Whether the whole-answer clock, and not the silence clock, is the one that ran out first. */
    boolean totalExpired() {
        return System.nanoTime() - end >= 0;
    }
}
