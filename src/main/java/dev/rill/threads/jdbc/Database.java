package dev.rill.threads.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rill.threads.ThreadStore.CannotOpenException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Connections and transactions. What a transaction wrote survives the death of this process when it returns. Called on
 * storage threads only; whoever made it closes it.
 */
public final class Database implements AutoCloseable {
    private final DatabaseKind kind;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Semaphore writing;
    private final AtomicBoolean changed = new AtomicBoolean();

    private Database(DatabaseKind kind, HikariDataSource pool) {
        this.kind = kind;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.writing = new Semaphore(kind.writers(), true);
    }

    /** Connects, and brings the tables up to date. */
    public static Database open(DatabaseKind kind, Duration connectTimeout) throws SQLException {
        HikariDataSource pool = connect(kind, StoreCalls.threads(kind.writers()), connectTimeout);
        try {
            Schema.bringUpToDate(pool, kind);
            return new Database(kind, pool);
        } catch (RuntimeException | Error e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Connects to what others may be using, for one thread that changes nothing.
     *
     * @throws CannotOpenException where the tables are not those of this version
     */
    public static Database openToRead(DatabaseKind kind, Duration connectTimeout) throws SQLException {
        HikariDataSource pool = connect(kind, 1, connectTimeout);
        if (!Schema.upToDate(pool)) {
            pool.close();
            throw new CannotOpenException("The tables of " + kind + " are not those of this version: start its server"
                    + " once, which brings them up to date, or use the version that made them.", null);
        }
        return new Database(kind, pool);
    }

    private static HikariDataSource connect(DatabaseKind kind, int connections, Duration connectTimeout)
            throws SQLException {
        kind.awaitStart();
        HikariConfig config = kind.pool();
        config.setPoolName("threads");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        config.setConnectionTimeout(connectTimeout.toMillis());
        config.setValidationTimeout(Math.max(250, connectTimeout.toMillis() / 2));
        config.setInitializationFailTimeout(connectTimeout.toMillis());
        return new HikariDataSource(config);
    }

    /** Statements of one transaction. */
    @FunctionalInterface
    public interface Statements<T> {
        T run(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    public interface HandleStatements<T> {
        T run(Handle handle) throws SQLException;
    }

    public <T> T transaction(Statements<T> statements) throws SQLException {
        return write(connection -> {
            T result = statements.run(connection);
            connection.commit();
            return result;
        });
    }

    /**
     * @param decision asked before the commit
     * @return null where it was refused
     */
    public <T> T transaction(Statements<T> statements, CommitDecision decision) throws SQLException {
        return write(connection -> {
            T result = statements.run(connection);
            if (decision.begin()) {
                connection.commit();
                return result;
            }
            connection.rollback();
            return null;
        });
    }

    /** What is taken back at once. */
    public <T> T rehearsed(Statements<T> statements) throws SQLException {
        return write(connection -> {
            T result = statements.run(connection);
            connection.rollback();
            return result;
        });
    }

    private <T> T write(Statements<T> statements) throws SQLException {
        writing.acquireUninterruptibly();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            changed.set(true);
            return run(statements, connection);
        } finally {
            writing.release();
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
        writing.acquireUninterruptibly();
        try (Handle handle = jdbi.open()) {
            changed.set(true);
            return handle.inTransaction(statements::run);
        } finally {
            writing.release();
        }
    }

    public <T> T read(HandleStatements<T> statements) throws SQLException {
        try (Handle handle = jdbi.open()) {
            return handle.inTransaction(statements::run);
        }
    }

    /** The same without Jdbi. */
    public <T> T reading(Statements<T> statements) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return statements.run(connection);
        }
    }

    /** A transaction whose statements all see one moment. Its user rolls it back and closes it. */
    public Connection snapshot() throws SQLException {
        Connection connection = pool.getConnection();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    public void maintain() throws SQLException {
        if (!changed.getAndSet(false)) {
            return;
        }
        try (Connection connection = pool.getConnection()) {
            kind.maintain(connection);
        } catch (SQLException | RuntimeException e) {
            changed.set(true);
            throw e;
        }
    }

    public OpenTexts openTexts(String serverId) {
        return kind.openTexts(this, serverId);
    }

    public Optional<OpenAnswers> openAnswers() {
        return kind.openAnswers();
    }

    /** Whether other servers may use it at the same time. */
    public boolean shared() {
        return openAnswers().isPresent();
    }

    public Dialect dialect() {
        return kind.dialect();
    }

    public int writers() {
        return kind.writers();
    }

    /** Begins a sentence for the operator. */
    public String name() {
        return kind.toString();
    }

    @Override
    public void close() {
        pool.close();
    }
}
