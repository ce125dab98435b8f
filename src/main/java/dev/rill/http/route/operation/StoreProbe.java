package dev.rill.http.route.operation;

import dev.rill.threads.ThreadStore.StoreUnavailableException;
import dev.rill.threads.ThreadStore;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether the store answers, asked at most once a second however many ask. Who asks while the store is being asked gets
 * the answer before; only the very first waits. Any thread.
 */
final class StoreProbe {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private record Answer(boolean ok, long nanos) {
    }

    private final ThreadStore store;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Answer last;

    StoreProbe(ThreadStore store) {
        this.store = store;
    }

    boolean answers() {
        Answer known = last;
        if (known != null && System.nanoTime() - known.nanos() < FRESH_NANOS) {
            return known.ok();
        }
        if (known == null) {
            asking.lock();
        } else if (!asking.tryLock()) {
            return known.ok();
        }
        try {
            Answer meanwhile = last;
            if (meanwhile != known) {
                return meanwhile.ok();
            }
            boolean ok = ask();
            last = new Answer(ok, System.nanoTime());
            return ok;
        } finally {
            asking.unlock();
        }
    }

    private boolean ask() {
        try {
            store.ping();
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }
}
