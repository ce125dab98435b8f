package dev.rill.live;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory all event logs may hold together. Any thread. Touched when a log grows, not at every event. */
final class ReplayBudget {
    private final AtomicLong held = new AtomicLong();
    private final long limitBytes;
    private final Runnable reclaim;

    /** @param reclaim gives up logs of ended streams; called by the thread whose log grew past the limit */
    ReplayBudget(long limitBytes, Runnable reclaim) {
        this.limitBytes = limitBytes;
        this.reclaim = reclaim;
    }

    void add(long change) {
        if (held.addAndGet(change) > limitBytes && change > 0) {
            reclaim.run();
        }
    }

    boolean exceeded() {
        return held.get() > limitBytes;
    }

    long heldBytes() {
        return held.get();
    }
}
