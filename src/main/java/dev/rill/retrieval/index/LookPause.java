package dev.rill.retrieval.index;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The time between two looks at documents, which ends early where something has changed. One thread waits. */
final class LookPause {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    /** To ask a server that is away costs little. */
    private static final Duration AFTER_AWAY = Duration.ofSeconds(1);
    /** Where nobody tells of changes, looking takes at most a twentieth of a processor. */
    private static final int REST_FACTOR = 20;
    /** While one change follows the other, at most a third. */
    private static final int BUSY_FACTOR = 2;
    /** Where each change is told, a look now and then costs next to nothing. */
    private static final int QUIET_FACTOR = 100;
    /** However long a look takes, a change is found that soon. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);
    /** Changes come in groups. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private final Duration rest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean changed;
    private boolean stopped;

    /** @param rest between two looks, at the least, and between two questions whether to wait no longer */
    LookPause(Duration rest) {
        this.rest = rest;
    }

    /** What changes from now on has not been looked at. */
    void begin() {
        lock.lock();
        try {
            changed = false;
        } finally {
            lock.unlock();
        }
    }

    /** Something has changed. Any thread. */
    void end() {
        lock.lock();
        try {
            changed = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any more. Any thread. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param took    nanoseconds of the look
     * @param settled whether all that changes will be told
     * @param moved   whether to wait no longer
     */
    void afterLook(long took, boolean settled, BooleanSupplier moved) {
        await(rested(took * BUSY_FACTOR), settled
                ? Math.max(LONGEST_REST.toNanos(), took * QUIET_FACTOR) : rested(took * REST_FACTOR), moved);
    }

    /** @param away whether it failed since the search server cannot be reached */
    void afterFailure(boolean away) {
        long wait = away ? rested(AFTER_AWAY.toNanos()) : AFTER_FAILURE.toNanos();
        await(wait, wait, () -> false);
    }

    private long rested(long nanos) {
        return Math.clamp(nanos, rest.toNanos(), Math.max(rest.toNanos(), LONGEST_REST.toNanos()));
    }

    /** @param least also where something has changed meanwhile */
    private void await(long least, long most, BooleanSupplier moved) {
        long began = System.nanoTime();
        long left = most;
        while (!stopped() && left > 0 && !moved.getAsBoolean()) {
            boolean told = await(Math.min(left, rest.toNanos()));
            left = (told ? Math.max(least, GATHERING.toNanos()) : most) - (System.nanoTime() - began);
        }
    }

    private boolean stopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** @return whether something has changed since the last look */
    private boolean await(long nanos) {
        lock.lock();
        try {
            if (!stopped) {
                woken.awaitNanos(nanos);
            }
            return changed;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has this thread to interrupt it", e);
        } finally {
            lock.unlock();
        }
    }
}
