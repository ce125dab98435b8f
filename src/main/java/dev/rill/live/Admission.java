package dev.rill.live;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many streams may run at once, in all and for one user. Who got a place gives it back exactly once. Any thread.
 */
final class Admission {

    enum Decision { ADMITTED, SERVER_FULL, USER_FULL }

    private final int maxStreams;
    private final int maxStreamsPerUser;
    private final AtomicInteger running = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> runningOf = new ConcurrentHashMap<>();

    /** @param maxStreamsPerUser zero for no limit */
    Admission(int maxStreams, int maxStreamsPerUser) {
        this.maxStreams = maxStreams;
        this.maxStreamsPerUser = maxStreamsPerUser;
    }

    /** @param spare so many more are allowed: one that takes the place of another which is ending has it too early */
    Decision acquire(String owner, int spare) {
        if (running.incrementAndGet() > maxStreams + spare) {
            running.decrementAndGet();
            return Decision.SERVER_FULL;
        }
        if (maxStreamsPerUser > 0 && runningOf.merge(owner, 1, Integer::sum) > maxStreamsPerUser + spare) {
            release(owner);
            return Decision.USER_FULL;
        }
        return Decision.ADMITTED;
    }

    void release(String owner) {
        running.decrementAndGet();
        if (maxStreamsPerUser > 0) {
            runningOf.computeIfPresent(owner, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    int running() {
        return running.get();
    }
}
