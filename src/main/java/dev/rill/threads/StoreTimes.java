package dev.rill.threads;

import java.time.Duration;

/**
 * @param deadline of a call
 * @param lease    after so long without a sign of life, a server that shares its database is taken for dead; whole
 *                 seconds
 * @param retry    between attempts to store what the database did not take
 * @param start    how long a database that does not answer yet is waited for at the start
 */
record StoreTimes(Duration deadline, Duration lease, Duration retry, Duration start) {
    static final StoreTimes DEFAULT = new StoreTimes(Duration.ofSeconds(2), Duration.ofSeconds(12),
            Duration.ofSeconds(1), Duration.ofSeconds(15));

    /** Shorter than the deadline, so that a database that is down is told from one that is slow. */
    Duration connect() {
        return deadline.multipliedBy(3).dividedBy(4);
    }
}
