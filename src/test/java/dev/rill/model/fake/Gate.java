package dev.rill.model.fake;

import dev.rill.launch.Guard;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets the fake's next deltas through one by one, when a test says so. Any thread. */
public final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long permits;
    private long arrivals;

    /** Lets {@code count} more deltas through. */
    public void release(long count) {
        lock.lock();
        try {
            permits = Math.min(Long.MAX_VALUE / 2, permits + count);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets everything through from now on. */
    public void open() {
        release(Long.MAX_VALUE / 4);
    }

    /** Waits until deltas came to the gate {@code count} times in all, so that all before the last are sent. */
    public void awaitArrivals(long count) throws InterruptedException {
        long left = Guard.TIME.toNanos();
        lock.lock();
        try {
            while (arrivals < count) {
                if (left <= 0) {
                    throw new AssertionError("only " + arrivals + " of " + count + " arrivals at the gate");
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void pass() throws InterruptedException {
        lock.lock();
        try {
            arrivals++;
            changed.signalAll();
            while (permits == 0) {
                changed.await(1, TimeUnit.MINUTES);
            }
            permits--;
        } finally {
            lock.unlock();
        }
    }
}
