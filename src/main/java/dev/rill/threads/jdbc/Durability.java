package dev.rill.threads.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** How what was committed comes to survive the death of this process. Storage threads only. */
public interface Durability extends AutoCloseable {

    /** A commit is all that it takes. */
    Durability OF_COMMIT = new Durability() {
        @Override
        public void opened(Connection connection) {
            // it is as it was left
        }

        @Override
        public Change begin(Connection connection) {
            return () -> { };
        }

        @Override
        public void commit(Connection connection, ExchangeStep step) throws SQLException {
            connection.commit();
        }

        @Override
        public void settle(Connection connection) {
            // a commit is durable
        }

        @Override
        public void maintain(Connection connection) {
            // the database looks after itself
        }

        @Override
        public void close() {
            // nothing of its own
        }
    };

    /** A transaction that changes something, or may. */
    interface Change extends AutoCloseable {
        /** After its commit or rollback, on the thread that began it. */
        @Override
        void close();
    }

    /** Before a connection is used to read. */
    void opened(Connection connection) throws SQLException;

    /** Before a connection is used to change something; the caller closes what it returns. */
    Change begin(Connection connection) throws SQLException;

    /** Commits the change of one step, durably when it returns. Where it throws, the caller rolls back. */
    void commit(Connection connection, ExchangeStep step) throws SQLException;

    /**
     * Returns when all that has been committed is durable, and no step will be written again. Not within a change.
     */
    void settle(Connection connection) throws SQLException;

    /** Now and then; not within a change. */
    void maintain(Connection connection) throws SQLException;

    /** After the database. */
    @Override
    void close();
}
