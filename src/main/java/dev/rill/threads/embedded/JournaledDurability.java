package dev.rill.threads.embedded;

import dev.rill.threads.AskedQuestion;
import dev.rill.threads.jdbc.DatabaseFile;
import dev.rill.threads.jdbc.Durability;
import dev.rill.threads.jdbc.ExchangeStatements;
import dev.rill.threads.jdbc.ExchangeStep;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * H2 stores what was committed now and then, or with each commit; but that writes all the pages that the commit changed,
 * which costs more than all else that an answer needs. Here a step of an exchange is appended to a journal before it is
 * committed, and H2 stores the pages of many steps together. Other changes are stored at once.
 *
 * <p>One transaction changes something at a time, and none does while what is to be stored is gathered: what H2 gathers
 * beside a transaction may have its row without the row's place in an index, which no start after a kill mends.
 *
 * <p>H2 closes a database whose file failed, and the next connection opens it as it was last stored: what the journal
 * has is then done again, as it is after a kill. The files are forced to the disk every few seconds: that long is what
 * a power failure may cost.
 */
final class JournaledDurability implements Durability {
    private static final System.Logger LOGGER = System.getLogger(JournaledDurability.class.getName());
    /** Compacted in a row: more than what is written meanwhile leaves behind. */
    private static final int PIECES = 4;

    private final ExchangeJournal journal;
    /** Held where the database is changed, where what is to be stored is gathered, and where the journal turns. */
    private final ReentrantLock changing = new ReentrantLock();
    private final Object settling = new Object();
    private final AtomicBoolean unforced = new AtomicBoolean();
    /** The one that has all that the journal had when it was opened. */
    private volatile DatabaseFile current;

    /** @param journal closed with this */
    JournaledDurability(ExchangeJournal journal) {
        this.journal = journal;
    }

    @Override
    public void opened(Connection connection) throws SQLException {
        Optional<DatabaseFile> file = DatabaseFile.of(connection);
        if (file.isPresent() && !file.get().equals(current)) {
            changing.lock();
            try {
                recover(connection, file.get());
            } finally {
                changing.unlock();
            }
        }
    }

    private void recover(Connection connection, DatabaseFile file) throws SQLException {
        if (file.equals(current) || !file.isOpen()) {
            return;
        }
        synchronized (journal) {
            try {
                List<ExchangeStep> steps = journal.steps();
                if (!steps.isEmpty()) {
                    repeat(connection, steps);
                    file.gather();
                    file.awaitWritten();
                    journal.clear();
                }
            } catch (IOException e) {
                throw unusable(e);
            }
        }
        current = file;
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
            ExchangeStatements.write(connection, step);
        } catch (SQLIntegrityConstraintViolationException | SQLDataException e) {
            // one that the database will never take must not keep it closed
            LOGGER.log(System.Logger.Level.ERROR, "The journal holds what the database refuses: " + step, e);
        }
    }

    @Override
    public Change begin(Connection connection) throws SQLException {
        changing.lock();
        try {
            opened(connection);
            return changing::unlock;
        } catch (SQLException | RuntimeException | Error e) {
            changing.unlock();
            throw e;
        }
    }

    @Override
    public void commit(Connection connection, ExchangeStep step) throws SQLException {
        DatabaseFile file = open(connection);
        if (!file.equals(current)) {
            throw closed();
        }
        append(step);
        try {
            connection.commit();
        } catch (SQLException e) {
            if (step instanceof ExchangeStep.Asked(_, AskedQuestion question)) {
                append(new ExchangeStep.Withdrawn(question));
            }
            throw e;
        }
        unforced.set(true);
        gatherMuch(file);
    }

    private static void gatherMuch(DatabaseFile file) {
        if (file.hasMuchToGather()) {
            try {
                file.gather();
            } catch (SQLException e) {
                LOGGER.log(System.Logger.Level.WARNING, "The journal has what could not be stored: " + e.getMessage());
            }
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
        DatabaseFile file = open(connection);
        unforced.set(true);
        synchronized (settling) {
            if (!storeOlder(file)) {
                storeOlder(file);
            }
        }
    }

    /** @return false where the journal still had what was older before, and has not turned */
    private boolean storeOlder(DatabaseFile file) throws SQLException {
        boolean turned;
        changing.lock();
        try {
            turned = journal.turn();
            file.gather();
        } finally {
            changing.unlock();
        }
        file.awaitWritten();
        synchronized (journal) {
            try {
                journal.dropOlder();
            } catch (IOException e) {
                throw unusable(e);
            }
        }
        return turned;
    }

    @Override
    public void maintain(Connection connection) throws SQLException {
        if (!unforced.get()) {
            return;
        }
        settle(connection);
        DatabaseFile file = open(connection);
        unforced.set(false);
        try {
            file.force();
            compact(file);
        } catch (SQLException e) {
            unforced.set(true);
            throw e;
        }
    }

    private void compact(DatabaseFile file) throws SQLException {
        boolean more = true;
        for (int piece = 0; piece < PIECES && more; piece++) {
            changing.lock();
            try {
                more = file.compact();
            } finally {
                changing.unlock();
            }
            if (more) {
                unforced.set(true);
            }
        }
    }

    private static DatabaseFile open(Connection connection) throws SQLException {
        return DatabaseFile.of(connection).orElseThrow(JournaledDurability::closed);
    }

    private static SQLException closed() {
        return new SQLException("The database was closed", DatabaseFile.IO_ERROR);
    }

    private static SQLException unusable(IOException e) {
        return new SQLException("The journal of exchanges cannot be used: " + e.getMessage(), DatabaseFile.IO_ERROR, e);
    }

    @Override
    public void close() {
        journal.close();
    }
}
