package dev.rill.threads;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * H2 writes what was committed half a second later, or at once where it is asked to; but then each commit writes all
 * the pages that it changed, which costs more than all else that an answer needs. Here a step of an exchange is
 * appended to a journal before it is committed, and H2 stores the pages of many steps together. Other changes are
 * stored at once.
 *
 * <p>H2 closes a database whose file failed, and the next connection opens it as it was last stored: what the journal
 * has is then done again, as it is after a kill. The files are forced to the disk every few seconds: that long is what
 * a power failure may cost.
 */
final class JournaledDurability implements Durability {
    private static final System.Logger LOGGER = System.getLogger(JournaledDurability.class.getName());
    private static final String IO_ERROR = "58030";

    private final ExchangeJournal journal;
    /** Shared from a step's record to its commit; alone where the journal turns, so that what is older is committed. */
    private final ReentrantReadWriteLock turning = new ReentrantReadWriteLock();
    private final Object settling = new Object();
    private final AtomicBoolean unforced = new AtomicBoolean();
    /** The one that has all that the journal had when it was opened. */
    private volatile MVStore current;

    /** @param journal closed with this */
    JournaledDurability(ExchangeJournal journal) {
        this.journal = journal;
    }

    @Override
    public void opened(Connection connection) throws SQLException {
        Optional<MVStore> store = store(connection);
        if (store.isPresent() && store.get() != current) {
            recover(connection, store.get());
        }
    }

    private synchronized void recover(Connection connection, MVStore store) throws SQLException {
        if (store == current || store.isClosed()) {
            return;
        }
        turning.writeLock().lock();
        try {
            synchronized (journal) {
                List<ExchangeStep> steps = journal.steps();
                if (!steps.isEmpty()) {
                    repeat(connection, steps);
                    write(store);
                    journal.clear();
                }
            }
            current = store;
        } catch (IOException e) {
            throw unusable(e);
        } finally {
            turning.writeLock().unlock();
        }
    }

    private static void repeat(Connection connection, List<ExchangeStep> steps) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (ExchangeStep step : steps) {
                repeat(connection, step);
            }
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void repeat(Connection connection, ExchangeStep step) throws SQLException {
        try {
            Exchanges.write(connection, step);
        } catch (SQLIntegrityConstraintViolationException | SQLDataException e) {
            // one that the database will never take must not keep it closed
            LOGGER.log(System.Logger.Level.ERROR, "The journal holds what the database refuses: " + step, e);
        }
    }

    @Override
    public void commit(Connection connection, ExchangeStep step) throws SQLException {
        turning.readLock().lock();
        try {
            if (openStore(connection) != current) {
                throw closed();
            }
            append(step);
            try {
                connection.commit();
            } catch (SQLException e) {
                if (step instanceof ExchangeStep.Asked(Exchanges.Question question)) {
                    append(new ExchangeStep.Withdrawn(question));
                }
                throw e;
            }
            unforced.set(true);
        } finally {
            turning.readLock().unlock();
        }
    }

    private void append(ExchangeStep step) throws SQLException {
        byte[] bytes = ExchangeStepBytes.write(step);
        synchronized (journal) {
            try {
                journal.append(bytes);
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }

    @Override
    public void settle(Connection connection) throws SQLException {
        MVStore store = openStore(connection);
        unforced.set(true);
        synchronized (settling) {
            boolean turned = turn();
            storeOlder(store);
            if (!turned) {
                turn();
                storeOlder(store);
            }
        }
    }

    private boolean turn() {
        turning.writeLock().lock();
        try {
            return journal.turn();
        } finally {
            turning.writeLock().unlock();
        }
    }

    private void storeOlder(MVStore store) throws SQLException {
        write(store);
        synchronized (journal) {
            try {
                journal.dropOlder();
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }

    @Override
    public void maintain(Connection connection) throws SQLException {
        if (!unforced.get()) {
            return;
        }
        settle(connection);
        try {
            unforced.set(false);
            openStore(connection).sync();
        } catch (MVStoreException e) {
            unforced.set(true);
            throw unwritten(e);
        }
    }

    private static void write(MVStore store) throws SQLException {
        try {
            if (store.commit() < 0) {
                // somebody else took the changes along, and may not have written them yet
                store.executeFilestoreOperation(() -> { });
            }
        } catch (MVStoreException e) {
            throw unwritten(e);
        }
    }

    private static MVStore openStore(Connection connection) throws SQLException {
        return store(connection).orElseThrow(JournaledDurability::closed);
    }

    /** Empty where the connection's database was closed; its next statement says so. */
    private static Optional<MVStore> store(Connection connection) throws SQLException {
        try {
            return connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                    ? Optional.of(session.getDatabase().getStore().getMvStore()).filter(store -> !store.isClosed())
                    : Optional.empty();
        } catch (DbException e) {
            return Optional.empty();
        }
    }

    private static SQLException closed() {
        return new SQLException("The database was closed", IO_ERROR);
    }

    private static SQLException unwritten(MVStoreException e) {
        return new SQLException("The database file cannot be written: " + e.getMessage(), IO_ERROR, e);
    }

    private static SQLException unusable(IOException e) {
        return new SQLException("The journal of exchanges cannot be used: " + e.getMessage(), IO_ERROR, e);
    }

    @Override
    public void close() {
        journal.close();
    }
}
