package dev.rill.retrieval.index;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The time between two looks at documents, which ends early where something has changed. One thread waits. */
final class LookPause {
    /** Changes come in groups. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private final Duration rest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean changed;
    private boolean stopped;

    /** @param rest between two questions whether to wait no longer */
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
     * Nanoseconds.
     *
     * @param least also where something has changed meanwhile
     * @param moved whether to wait no longer
     */
    void await(long least, long most, BooleanSupplier moved) {
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
