package dev.rill.threads.jdbc;

import java.time.Duration;

/**
 * @param deadline of a call
 * @param lease    after so long without a sign of life, a server that shares its database is taken for dead; whole
 *                 seconds
 * @param retry    between attempts to store what the database did not take
 * @param start    how long a database that does not answer yet is waited for at the start
 */
public record StoreTimes(Duration deadline, Duration lease, Duration retry, Duration start) {
    /** The pool takes none that is shorter. */
    private static final Duration SHORTEST_CONNECT = Duration.ofMillis(250);
    public static final StoreTimes DEFAULT = new StoreTimes(Duration.ofSeconds(2), Duration.ofSeconds(12),
            Duration.ofSeconds(1), Duration.ofSeconds(15));

    /** Shorter than the deadline, so that a database that is down is told from one that is slow. */
    public Duration connect() {
        Duration connect = deadline.multipliedBy(3).dividedBy(4);
        return connect.compareTo(SHORTEST_CONNECT) < 0 ? SHORTEST_CONNECT : connect;
    }
}
