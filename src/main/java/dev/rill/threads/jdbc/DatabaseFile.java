package dev.rill.threads.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** The file of H2's open database; two are equal if nothing was opened anew between them. Storage threads only. */
public record DatabaseFile(MVStore store) {
    /** The SQLSTATE that PostgreSQL has for it as well. */
    public static final String IO_ERROR = "58030";
    /** As much is gathered at a time, and the file is compacted by pieces of it. */
    private static final int PIECE_BYTES = 2 << 20;
    /** In percent: a file less of which is in use is compacted. */
    private static final int FILL_RATE = 60;

    /** Empty where the connection's database was closed; its next statement says so. */
    public static Optional<DatabaseFile> of(Connection connection) throws SQLException {
        try {
            return connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                    ? Optional.of(new DatabaseFile(session.getDatabase().getStore().getMvStore()))
                            .filter(DatabaseFile::isOpen)
                    : Optional.empty();
        } catch (DbException e) {
            return Optional.empty();
        }
    }

    public boolean isOpen() {
        return !store.isClosed();
    }

    /** What has been changed is on its way to the file when this returns. Nobody changes anything meanwhile. */
    public void gather() throws SQLException {
        try {
            if (store.tryCommit() < 0 && store.hasUnsavedChanges()) {
                store.commit();
            }
        } catch (MVStoreException e) {
            throw unwritten(e);
        }
    }

    public boolean hasMuchToGather() {
        return store.getUnsavedMemory() > PIECE_BYTES;
    }

    /** Returns when all that was gathered is in the file, and survives the death of this process. */
    public void awaitWritten() throws SQLException {
        try {
            store.executeFilestoreOperation(() -> { });
        } catch (MVStoreException e) {
            throw unwritten(e);
        }
    }

    /** Returns when the disk has what was written. */
    public void force() throws SQLException {
        try {
            store.sync();
        } catch (MVStoreException e) {
            throw unwritten(e);
        }
    }

    /**
     * Changes a few old pages, so that they are stored anew, together. Nobody changes anything meanwhile.
     *
     * @return false where little is to be won
     */
    public boolean compact() throws SQLException {
        try {
            return store.compact(FILL_RATE, PIECE_BYTES);
        } catch (MVStoreException e) {
            throw unwritten(e);
        }
    }

    private static SQLException unwritten(MVStoreException e) {
        return new SQLException("The database file cannot be written: " + e.getMessage(), IO_ERROR, e);
    }
}
