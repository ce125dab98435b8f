package dev.rill.threads;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * H2 in a file of the data folder.
 *
 * <p>H2 writes what was committed half a second later, or, with {@code WRITE_DELAY=0}, at once; but then it never
 * compacts its file, which grows by 75 KB an answer. Here it keeps its delay, and with it its compaction, and each
 * transaction asks for the write itself; those that commit meanwhile share it. A process that is killed loses nothing
 * then. The file is forced to the disk every few seconds: that long is what a power failure may cost.
 */
final class EmbeddedDatabase implements DatabaseKind {
    /** How long H2 leaves old data alone, longer than the time between two syncs. */
    private static final String RETENTION_MILLIS = "10000";
    /** Each commit writes the pages that it changed: small ones cost half of what H2's own size does. */
    private static final int PAGE_BYTES = 2048;
    private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=1500;QUERY_CACHE_SIZE=64;PAGE_SIZE=" + PAGE_BYTES
            + ";RETENTION_TIME=" + RETENTION_MILLIS;

    private final String url;
    private final AtomicBoolean written = new AtomicBoolean();

    /** @param file without H2's suffix, after the name of one of H2's file systems */
    EmbeddedDatabase(String file) {
        this.url = "jdbc:h2:" + file + OPTIONS;
    }

    @Override
    public HikariConfig pool() {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername("rill");
        pool.setPassword("");
        pool.setMaxLifetime(0);
        pool.setKeepaliveTime(0);
        pool.setExceptionOverride(new BrokenSessions());
        return pool;
    }

    @Override
    public void awaitStart() {
        // it starts with the first connection
    }

    @Override
    public void afterCommit(Connection connection) throws SQLException {
        MVStore store = store(connection);
        try {
            if (store.commit() < 0) {
                // somebody else took the changes along, and may not have written them yet
                store.executeFilestoreOperation(() -> { });
            }
            written.set(true);
        } catch (MVStoreException e) {
            throw unwritten(e);
        }
    }

    @Override
    public void maintain(Connection connection) throws SQLException {
        if (written.getAndSet(false)) {
            try {
                store(connection).sync();
            } catch (MVStoreException e) {
                throw unwritten(e);
            }
        }
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public String toString() {
        return "The embedded database";
    }

    private static MVStore store(Connection connection) throws SQLException {
        SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    private static SQLException unwritten(MVStoreException e) {
        return new SQLException("The database file cannot be written: " + e.getMessage(), "58030", e);
    }

    /** H2 closes a database whose file failed; the next connection opens it again, which those there never do. */
    private static final class BrokenSessions implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            String state = e.getSQLState();
            boolean broken = state == null || state.startsWith("90") || state.startsWith("HY000")
                    || state.startsWith("58");
            return broken ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
