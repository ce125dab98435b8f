package dev.rill.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One connection, opened for the first work and kept for the next; after a failure the next work opens another. Any
 * thread, one at a time. Whoever made it closes it; work after that opens it again.
 */
public final class KeptConnection implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(KeptConnection.class.getName());

    private final DatabaseConnections connections;
    private final Duration longestWait;
    private Connection connected;

    /** @param longestWait for an answer of the database, which is as good as away after it */
    public KeptConnection(DatabaseConnections connections, Duration longestWait) {
        this.connections = connections;
        this.longestWait = longestWait;
    }

    /** What is done with the connection. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    public synchronized <T> T on(Work<T> work) throws SQLException {
        try {
            if (connected == null) {
                connected = connections.open();
                connected.setNetworkTimeout(Runnable::run, (int) longestWait.toMillis());
            }
            return work.in(connected);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        Connection open = connected;
        connected = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "A connection does not close", e);
            }
        }
    }
}
