package dev.rill.threads;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Connections and transactions. What a transaction wrote is durable when it returns. Called on storage threads only;
 * whoever made it closes it.
 */
final class Database implements AutoCloseable {
    private final DatabaseKind kind;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DatabaseKind kind, HikariDataSource pool) {
        this.kind = kind;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /** Connects, and brings the tables up to date. */
    static Database open(DatabaseKind kind, int connections, Duration connectTimeout) throws SQLException {
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
            Flyway.configure(Database.class.getClassLoader()).dataSource(pool).locations("classpath:db/migration")
                    .load().migrate();
            return new Database(kind, pool);
        } catch (RuntimeException | Error e) {
            pool.close();
            throw e;
        }
    }

    /** Statements of one transaction. */
    @FunctionalInterface
    interface Statements<T> {
        T run(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    interface HandleStatements<T> {
        T run(Handle handle);
    }

    <T> T transaction(Statements<T> statements) throws SQLException {
        return transaction(statements, null);
    }

    /**
     * @param commitment asked before the commit; may be null
     * @return null where the commitment refused
     */
    <T> T transaction(Statements<T> statements, Commitment commitment) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            T result;
            try {
                result = statements.run(connection);
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
            if (commitment != null && !commitment.begin()) {
                connection.rollback();
                return null;
            }
            connection.commit();
            kind.afterCommit(connection);
            return result;
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    <T> T change(HandleStatements<T> statements) throws SQLException {
        try (Handle handle = jdbi.open()) {
            T result = handle.inTransaction(statements::run);
            kind.afterCommit(handle.getConnection());
            return result;
        }
    }

    <T> T read(HandleStatements<T> statements) {
        try (Handle handle = jdbi.open()) {
            return handle.inTransaction(statements::run);
        }
    }

    void maintain() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            kind.maintain(connection);
        }
    }

    boolean shared() {
        return kind.shared();
    }

    @Override
    public void close() {
        pool.close();
    }
}
