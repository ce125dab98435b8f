package dev.rill.threads.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Connections and transactions. What a transaction wrote is durable when it returns. Called on storage threads only;
 * whoever made it closes it.
 */
public final class Database implements AutoCloseable {
    private final DatabaseKind kind;
    private final Durability durability;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DatabaseKind kind, Durability durability, HikariDataSource pool) {
        this.kind = kind;
        this.durability = durability;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /** Connects, and brings the tables up to date. */
    public static Database open(DatabaseKind kind, int connections, Duration connectTimeout) throws SQLException {
        kind.awaitStart();
        HikariConfig config = kind.pool();
        config.setPoolName("threads");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        config.setConnectionTimeout(connectTimeout.toMillis());
        config.setValidationTimeout(Math.max(250, connectTimeout.toMillis() / 2));
        config.setInitializationFailTimeout(connectTimeout.toMillis());
        HikariDataSource pool = new HikariDataSource(config);
        try {
            Schema.bringUpToDate(pool);
            return new Database(kind, kind.durability(), pool);
        } catch (IOException e) {
            pool.close();
            throw new SQLException("The journal of exchanges cannot be opened: " + e.getMessage(),
                    DatabaseFile.IO_ERROR, e);
        } catch (RuntimeException | Error e) {
            pool.close();
            throw e;
        }
    }

    /** Statements of one transaction. */
    @FunctionalInterface
    public interface Statements<T> {
        T run(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    public interface HandleStatements<T> {
        T run(Handle handle);
    }

    /** What is durable at once. */
    public <T> T transaction(Statements<T> statements) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            T result;
            try (var _ = durability.begin(connection)) {
                connection.setAutoCommit(false);
                result = run(open -> {
                    T done = statements.run(open);
                    open.commit();
                    return done;
                }, connection);
            }
            durability.settle(connection);
            return result;
        }
    }

    /**
     * What is done for a step.
     *
     * @param commitment asked before the commit; may be null
     * @return null where the commitment refused
     */
    public <T> T transaction(ExchangeStep step, Statements<T> statements, CommitDecision commitment) throws SQLException {
        try (Connection connection = pool.getConnection(); var _ = durability.begin(connection)) {
            connection.setAutoCommit(false);
            T result = run(statements, connection);
            if (commitment != null && !commitment.begin()) {
                connection.rollback();
                return null;
            }
            run(open -> {
                durability.commit(open, step);
                return null;
            }, connection);
            return result;
        }
    }

    /** What is taken back at once. */
    <T> T rehearsed(Statements<T> statements) throws SQLException {
        try (Connection connection = pool.getConnection(); var _ = durability.begin(connection)) {
            connection.setAutoCommit(false);
            T result = run(statements, connection);
            connection.rollback();
            return result;
        }
    }

    private static <T> T run(Statements<T> statements, Connection connection) throws SQLException {
        try {
            return statements.run(connection);
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    public <T> T change(HandleStatements<T> statements) throws SQLException {
        try (Handle handle = jdbi.open()) {
            T result = change(handle, statements);
            durability.settle(handle.getConnection());
            return result;
        }
    }

    private <T> T change(Handle handle, HandleStatements<T> statements) throws SQLException {
        try (var _ = durability.begin(handle.getConnection())) {
            return handle.inTransaction(statements::run);
        }
    }

    /** A change that takes rows away, which no step may bring back. */
    <T> T delete(HandleStatements<T> statements) throws SQLException {
        try (Handle handle = jdbi.open()) {
            durability.opened(handle.getConnection());
            durability.settle(handle.getConnection());
            T result = change(handle, statements);
            durability.settle(handle.getConnection());
            return result;
        }
    }

    <T> T read(HandleStatements<T> statements) throws SQLException {
        try (Handle handle = jdbi.open()) {
            durability.opened(handle.getConnection());
            return handle.inTransaction(statements::run);
        }
    }

    void maintain() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            durability.opened(connection);
            durability.maintain(connection);
        }
    }

    public boolean shared() {
        return kind.shared();
    }

    @Override
    public void close() {
        pool.close();
        durability.close();
    }
}
